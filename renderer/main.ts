import { mount } from 'svelte';
import './tokens.css';
import './base.css';
import App from './App.svelte';
import { Clock } from './clock.svelte.ts';
import { pageHost } from './host.ts';
import { LiveRegion } from './live-region.svelte.ts';
import { LiveSnapshot } from './live-snapshot.svelte.ts';
import { Navigation } from './navigation.svelte.ts';

const host = pageHost();
const target = document.querySelector('#app');
if (target === null) throw new Error('The page has no #app element.');

mount(App, {
  target,
  props: {
    host,
    live: new LiveSnapshot(host),
    navigation: new Navigation(host),
    clock: new Clock(),
    liveRegion: new LiveRegion(),
  },
});
