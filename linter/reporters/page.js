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
  window.addEventListener("load", align);
  window.addEventListener("resize", align);
  document.addEventListener("change", align);
})();
