let on = $state(true);

/** Whether keys do something that are pressed without Ctrl or Alt; where it is read in a component, it follows the setting. */
export const singleKeys = {
  get on(): boolean {
    return on;
  },
  follow(chosen: boolean): void {
    on = chosen;
  },
};
