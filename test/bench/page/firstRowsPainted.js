/* global document, MessageChannel, MutationObserver, performance, requestAnimationFrame, setTimeout */

/**
 * Milliseconds from the next click in the tree to the first frame that shows rows of its second level. It is at most
 * one frame too long: the frame that follows the rows is the one that counts.
 */
globalThis.firstRowsPainted = () =>
  new Promise((resolve, reject) => {
    const tree = document.querySelector('.customview-tree');
    let clicked;
    tree.addEventListener('click', ({ timeStamp }) => (clicked = timeStamp), { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (clicked === undefined || !tree.querySelector('[role="treeitem"][aria-level="2"]')) return;
      observer.disconnect();
      // What a frame's callback posts arrives when that frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - clicked);
        port2.postMessage(undefined);
      });
    });
    observer.observe(tree, { subtree: true, childList: true, attributes: true });
    setTimeout(() => reject(new Error('No row was painted within a minute')), 60_000);
  });
