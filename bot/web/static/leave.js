// «Quitter vite»: the page is gone at once, is not in the way back, and does not show the conversation again.

const link = document.getElementById("leave");

link.addEventListener("click", (event) => {
  event.preventDefault();
  document.body.hidden = true;
  document.title = "";
  fetch("/web/quitter", {
    method: "POST", body: "{}", headers: { "Content-Type": "application/json" }, keepalive: true, cache: "no-store",
  }).catch(() => {});
  const place = link.target === "_top" ? window.top.location : window.location;
  place.replace(link.href);
});
