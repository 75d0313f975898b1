/** Leads to the new address of a page that moved, with the part of the page that was asked for. */
const link = document.getElementById("new-address");
if (link instanceof HTMLAnchorElement) {
  const address = new URL(link.href);
  address.search = location.search;
  address.hash = location.hash;
  location.replace(address);
}
