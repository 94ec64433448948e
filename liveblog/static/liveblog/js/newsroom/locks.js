const LOCKS = navigator.locks; // only on https and on this machine

/** Run `act` while no other tab does anything under this name. */
export function exclusively(name, act) {
  return LOCKS ? LOCKS.request(name, act) : act();
}

/** Take a name as long as this page lives; returns what gives it back, or null: somebody has it. */
export function take(name) {
  if (!LOCKS) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    LOCKS.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((giveBack) => resolve(giveBack));
    });
  });
}
