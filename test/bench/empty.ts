import { serve } from './child.ts';
import { createRecorder } from './recorder.ts';

const handlers = { ...createRecorder().handlers };

/** What a process without any client can be asked. */
export type EmptyHandlers = typeof handlers;

serve(handlers);
