// Each note moves down beside the place that it speaks of, as far as the notes above it leave room.
(function () {
  function align() {
    var notes = document.querySelectorAll(".paper .note"), wide = window.innerWidth >= 1080 && notes.length <= 500;
    for (var i = 0; i < notes.length; i++) notes[i].style.marginTop = "";
    for (i = 0; wide && i < notes.length; i++) {
      var place = document.getElementById(notes[i].id.replace("n", "p"));
      if (!place || !notes[i].offsetHeight) continue;
      var gap = place.getBoundingClientRect().top - notes[i].getBoundingClientRect().top - 12;
      if (gap > 4) notes[i].style.marginTop = Math.round(gap) + "px";
    }
  }
  // Of a table that is wider than the screen the first marked cell is shown.
  function show() {
    var tables = document.querySelectorAll(".table");
    for (var i = 0; i < tables.length; i++) {
      var cell = tables[i].querySelector("td.m-error, td.m-warning, td.m-info, th.m-error, th.m-warning, th.m-info");
      if (!cell || tables[i].scrollWidth <= tables[i].clientWidth) continue;
      var place = cell.getBoundingClientRect(), frame = tables[i].getBoundingClientRect();
      if (place.right > frame.right || place.left < frame.left)
        tables[i].scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
    }
  }
  window.addEventListener("load", show);
  window.addEventListener("load", align);
  window.addEventListener("resize", align);
  document.addEventListener("change", align);
})();
