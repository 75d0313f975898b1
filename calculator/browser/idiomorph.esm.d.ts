// The served folder holds idiomorph's own module beside ours; its types come from the package.
export { Idiomorph } from "idiomorph";
