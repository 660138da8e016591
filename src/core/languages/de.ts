import type { Catalog } from '../language.ts';

const catalog: Catalog = {};

export default catalog;
