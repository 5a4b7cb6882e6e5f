// Added to pages of the preview only: reloads them after a build, and shows
// what is to be mended over the last good page.
(function () {
  'use strict';
  var site = Number(document.currentScript.getAttribute('data-site'));
  var known = 0;
  var overlay = null;

  function hide() {
    if (overlay) {
      overlay.remove();
      overlay = null;
    }
  }

  function styled(name, style, text) {
    var element = document.createElement(name);
    Object.keys(style).forEach(function (key) {
      element.style[key] = style[key];
    });
    element.textContent = text;
    return element;
  }

  function show(news) {
    hide();
    overlay = styled('div', {
      position: 'fixed', inset: '0', zIndex: '2147483647', overflow: 'auto', padding: '2rem',
      background: 'rgba(20, 20, 20, 0.94)', color: '#f4f4f4', font: '16px/1.5 sans-serif'
    }, '');
    overlay.setAttribute('role', 'alert');
    overlay.lang = news.tag;
    var close = styled('button', { float: 'right', font: 'inherit', padding: '0.2rem 1rem' }, news.close);
    close.addEventListener('click', hide);
    overlay.appendChild(close);
    overlay.appendChild(styled('h1', { font: 'bold 20px/1.5 sans-serif', margin: '0 0 1rem' }, news.title));
    overlay.appendChild(styled('pre', {
      font: '14px/1.5 monospace', whiteSpace: 'pre-wrap', background: 'none', color: 'inherit'
    }, news.errors));
    document.body.appendChild(overlay);
  }

  function hear(news) {
    if (news.site !== site) {
      location.reload();
      return;
    }
    if (news.generation !== known) {
      known = news.generation;
      if (news.errors) {
        show(news);
      } else {
        hide();
      }
    }
    ask();
  }

  // A page that nobody sees does not ask: browsers allow few connections to a server.
  function ask() {
    if (document.hidden) {
      document.addEventListener('visibilitychange', ask, { once: true });
      return;
    }
    fetch('/__pingshu/events?after=' + known, { cache: 'no-store' })
      .then(function (answer) { return answer.json(); })
      .then(hear)
      .catch(function () { setTimeout(ask, 1000); });
  }

  ask();
}());
