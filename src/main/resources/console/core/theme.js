// Before anything is drawn, so that nothing flashes: what the reader chose, else what the system says.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('fivewhys.theme');
  } catch {
    // Without storage the system decides.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
