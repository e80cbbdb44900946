/* A talk: one stop at a time, by keys, a clicker, clicks on the map, or a finger. */
(function () {
  'use strict';

  var body = document.body;
  var stops = Array.prototype.slice.call(document.querySelectorAll('.stop'));
  var blank = document.querySelector('.blank');
  var at = document.querySelector('.bar .at');
  var name = document.querySelector('.bar .name');
  var buttons = {};
  var index = 0;
  var number = '';

  Array.prototype.forEach.call(document.querySelectorAll('.bar button'), function (button) {
    buttons[button.dataset.do] = button;
  });

  function title(stop) {
    return stop.querySelector('h2').textContent;
  }

  function tell() {
    at.textContent = number !== '' ? number + ' \u21b5' : (index + 1) + ' / ' + stops.length;
  }

  function show(to, focus) {
    number = '';
    blank.hidden = true;
    index = Math.max(0, Math.min(stops.length - 1, to));
    stops.forEach(function (stop, i) {
      stop.classList.toggle('shown', i === index);
    });
    tell();
    name.textContent = title(stops[index]);
    buttons.back.disabled = index === 0;
    buttons.next.disabled = index === stops.length - 1;
    buttons.sources.disabled = stops[index].querySelector('.sources') === null;
    window.scrollTo(0, 0);
    if (window.location.hash !== '#' + stops[index].id) {
      try {
        window.history.replaceState(null, '', '#' + stops[index].id);
      } catch (error) {
        /* Some browsers let no local page do so: it only could not be opened at this stop. */
      }
    }
    /* So that a screen reader says where one is. */
    if (focus) {
      stops[index].querySelector('h2').focus({ preventScroll: true });
    }
  }

  function toggleBlank(white) {
    var same = !blank.hidden && blank.classList.contains('white') === white;

    blank.hidden = same;
    blank.classList.toggle('white', white);
  }

  function toggleNotes() {
    if (buttons.notes) {
      buttons.notes.setAttribute('aria-pressed', body.classList.toggle('with-notes'));
    }
  }

  function toggleSources() {
    var sources = stops[index].querySelector('.sources');

    if (sources === null) {
      return;
    }
    sources.open = !sources.open;
    if (sources.open) {
      sources.scrollIntoView();
    } else {
      window.scrollTo(0, 0);
    }
  }

  function toggleFull() {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else if (document.documentElement.requestFullscreen) {
      document.documentElement.requestFullscreen();
    }
  }

  function confirm() {
    var to = parseInt(number, 10);

    if (number === '') {
      return false;
    }
    if (to >= 1 && to <= stops.length) {
      show(to - 1, true);
    } else {
      number = '';
      tell();
    }
    return true;
  }

  function type(digit) {
    if (number.length < 3) {
      number += digit;
    }
    tell();
  }

  var actions = {
    ArrowRight: function () { show(index + 1, true); },
    PageDown: function () { show(index + 1, true); },
    ' ': function () { show(index + 1, true); },
    ArrowLeft: function () { show(index - 1, true); },
    PageUp: function () { show(index - 1, true); },
    Home: function () { show(0, true); },
    End: function () { show(stops.length - 1, true); },
    b: function () { toggleBlank(false); },
    '.': function () { toggleBlank(false); },
    w: function () { toggleBlank(true); },
    f: toggleFull,
    n: toggleNotes,
    s: toggleSources
  };

  document.addEventListener('keydown', function (event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var isControl = event.target.closest('button, a, summary') !== null;

    if (event.ctrlKey || event.altKey || event.metaKey || (isControl && (key === ' ' || key === 'Enter') && number === '')) {
      return;
    }
    if (/^[0-9]$/.test(key)) {
      type(key);
    } else if (key === 'Enter') {
      if (!confirm()) {
        return;
      }
    } else if (key === 'Escape') {
      number = '';
      blank.hidden = true;
      tell();
      return;
    } else if (actions[key]) {
      actions[key]();
    } else {
      return;
    }
    event.preventDefault();
  });

  /* A button that was clicked must not take the space bar, which is for the next stop. */
  function listen(button, action) {
    if (button) {
      button.addEventListener('click', function (event) {
        action();
        if (event.detail > 0) {
          button.blur();
        }
      });
    }
  }

  listen(buttons.back, function () { show(index - 1, false); });
  listen(buttons.next, function () { show(index + 1, false); });
  listen(buttons.full, toggleFull);
  listen(buttons.sources, toggleSources);
  listen(buttons.notes, toggleNotes);
  blank.addEventListener('click', function () { blank.hidden = true; });

  document.addEventListener('fullscreenchange', function () {
    body.classList.toggle('full', document.fullscreenElement !== null);
  });

  window.addEventListener('hashchange', function () { show(find(), true); });

  function find() {
    var id = window.location.hash.slice(1);

    return Math.max(0, stops.findIndex(function (stop) { return stop.id === id; }));
  }

  stops.forEach(function (stop) {
    var map = stop.querySelector('.map');

    if (map !== null) {
      map.addEventListener('click', function () { show(index + 1, false); });
    }
  });

  /* A finger that goes sideways turns the page. */
  var start = null;
  document.addEventListener('touchstart', function (event) {
    start = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  document.addEventListener('touchend', function (event) {
    var end = event.changedTouches[0];
    var across = start !== null ? end.clientX - start.clientX : 0;

    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY)) {
      show(index + (across < 0 ? 1 : -1), false);
    }
    start = null;
  }, { passive: true });

  /* A page on paper has its sources open. */
  window.addEventListener('beforeprint', function () {
    Array.prototype.forEach.call(document.querySelectorAll('.sources'), function (details) {
      details.open = true;
    });
  });

  if (stops.length > 0) {
    body.classList.add('talk');
    show(find(), false);
  }
}());
