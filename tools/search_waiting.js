// Stands before the theme's search worker. The index is fetched and built at the first search, not on every page that is
// read: the theme would do both at once, right when the page and the calculation need the network and the processor.
{
  const SETUP = 0;
  const READY = { type: 1 };
  const NOTHING = { type: 3, data: { items: [] } };
  const INDEX = new URL("../../../search/index.json", self.location);
  const listen = self.addEventListener.bind(self);
  self.addEventListener = (kind, hear) => {
    if (kind !== "message") return listen(kind, hear);
    let setup = null;
    let built = null;
    const build = async () => {
      const response = await fetch(INDEX);
      if (!response.ok) throw new Error(`${INDEX}: ${response.status}`);
      const { docs } = await response.json();
      await hear({ data: { ...setup, data: { ...setup.data, docs } } });
    };
    listen("message", (event) => {
      if (event.data.type === SETUP) {
        setup = event.data;
        self.postMessage(READY);
        return;
      }
      // the theme asks once for nothing, to see whether all is well
      if (!built && !String(event.data.data).trim()) {
        self.postMessage(NOTHING);
        return;
      }
      built ??= build();
      built.then(
        () => hear(event),
        // the network may be back for the next letter
        () => (built = null),
      );
    });
  };
}
