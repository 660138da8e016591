/** How often relative times are made true again, in ms. */
export const TICK = 15_000;

/** The time that every relative time in the window is measured against: one tick for all, none while the window is hidden. */
export class Clock {
  now = $state(Date.now());

  /** Ticks until the returned function is called. */
  start(): () => void {
    let timer: ReturnType<typeof setInterval> | undefined;
    const look = () => {
      clearInterval(timer);
      timer = undefined;
      if (document.hidden) return;
      this.tick();
      timer = setInterval(() => this.tick(), TICK);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  tick(): void {
    this.now = Date.now();
  }
}
