// The first script of the calculator's page, written into its head: it starts Python before the page is drawn.
//
// <script data-runtime="…/py.…/" data-worker="…/worker.mjs">…</script>
import { prepare } from "./starting.mjs";

const { runtime, worker } = document.currentScript?.dataset ?? {};
if (runtime && worker) prepare(new URL(runtime, document.baseURI).href, new URL(worker, document.baseURI).href);
