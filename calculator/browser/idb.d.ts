// The served folder holds idb's own module beside ours; its types come from the package.
export * from "idb";
