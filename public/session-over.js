// Other tabs of this browser show that the session is over, rather than what its person last looked at.
// A channel has no origin to be aimed at: it never leaves ours.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
if ('BroadcastChannel' in window) new BroadcastChannel('session').postMessage({ ended: true });
