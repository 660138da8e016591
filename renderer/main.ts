import { mount } from 'svelte';
import './tokens.css';
import './base.css';
import { chooseLocale } from '../src/core/language.ts';
import App from './App.svelte';
import { Clock } from './clock.svelte.ts';
import { pageHost } from './host.ts';
import { speak } from './language.svelte.ts';
import { LiveRegion } from './live-region.svelte.ts';
import { LiveSnapshot } from './live-snapshot.svelte.ts';
import { Navigation } from './navigation.svelte.ts';

const host = pageHost();
const target = document.querySelector('#app');
if (target === null) throw new Error('The page has no #app element.');

// Until the host tells what was chosen.
void speak(chooseLocale('system', navigator.languages));

const liveRegion = new LiveRegion();

mount(App, {
  target,
  props: {
    host,
    live: new LiveSnapshot(host, (came, before) => liveRegion.hear(came, before)),
    navigation: new Navigation(host),
    clock: new Clock(),
    liveRegion,
  },
});
