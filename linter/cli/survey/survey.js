// Rows that do not have all the words, or the state that was chosen, are hidden.
(function () {
  var words = document.getElementById("words"), state = document.getElementById("state");
  var shown = document.getElementById("shown"), rows = document.querySelectorAll(".rows tbody tr"), waiting;
  if (!words || !state) return;
  document.body.className += " scripted";
  function filter() {
    var wanted = words.value.toLowerCase().split(/\s+/), count = 0;
    for (var i = 0; i < rows.length; i++) {
      var text = rows[i].textContent.toLowerCase(), is = (" " + rows[i].getAttribute("data-state") + " ");
      var fits = !state.value || is.indexOf(" " + state.value + " ") >= 0;
      for (var j = 0; fits && j < wanted.length; j++) fits = text.indexOf(wanted[j]) >= 0;
      rows[i].className = rows[i].className.replace(/ ?hidden/g, "") + (fits ? "" : " hidden");
      count += fits;
    }
    shown.textContent = count + " / " + rows.length;
  }
  words.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  state.addEventListener("change", filter);
  filter();
})();
