import { OWN_SOUNDS, type OwnSound } from '../src/core/sound.ts';
import chime from './sounds/chime.wav?url';
import drop from './sounds/drop.wav?url';
import knock from './sounds/knock.wav?url';
import rise from './sounds/rise.wav?url';

const FILES: Readonly<Record<OwnSound, string>> = { chime, drop, knock, rise };
const audio = document.body.appendChild(document.createElement('audio'));

/** Plays what the address names, `#<sound>/<volume>/<number>`, in place of what is being played. */
function play(): void {
  const [name, volume] = location.hash.slice(1).split('/');
  const sound = OWN_SOUNDS.find((own) => own === name);
  if (sound === undefined) return;
  audio.src = FILES[sound];
  audio.volume = Math.min(1, Math.max(0, Number(volume) / 100));
  void audio.play();
}

window.addEventListener('hashchange', play);
play();
