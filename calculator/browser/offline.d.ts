/** What a build keeps on the device, by addresses relative to the site's root. */
export interface SiteFiles {
  /** The SHA-256 of each file that is always kept, in base 64. */
  files: Record<string, string>;
  /** The same of the archives that are kept when they are first used, or when the reader asks for it. */
  parts: Record<string, string>;
  /** Where another program hands a file over, and where the reader is taken then. */
  share: string;
  received: string;
}

/** What the page says of it before anything is kept: in bytes, on the device and on the way. */
export interface SiteSizes {
  count: number;
  kept: number;
  fetched: number;
  /** Of that, what a calculation has fetched already. */
  runtime: number;
  parts: { name: string; size: number }[];
}
