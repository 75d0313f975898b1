// Starts Python as soon as the calculator's page is read, beside the theme's scripts and ours and not after them.
//
// <script type="module" async src="…/early.mjs" data-runtime="…"></script>
import { prepare } from "./runtime.mjs";

const script = document.querySelector("script[data-runtime]");
const runtime = script?.getAttribute("data-runtime");
if (runtime) prepare(runtime);
