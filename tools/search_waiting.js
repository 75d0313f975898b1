// Stands before the theme's search worker. The index is built at the first search, not on every page that is read: on a
// telephone that is a quarter of a second of work, right when the page and the calculation need the processor.
{
  const SETUP = 0;
  const READY = { type: 1 };
  const listen = self.addEventListener.bind(self);
  self.addEventListener = (kind, hear) => {
    if (kind !== "message") return listen(kind, hear);
    let setup = null;
    let built = null;
    listen("message", (event) => {
      if (event.data.type === SETUP) {
        setup = event;
        self.postMessage(READY);
      } else {
        built ??= hear(setup);
        built.then(() => hear(event));
      }
    });
  };
}
