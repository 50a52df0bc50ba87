// Other tabs of this browser show that the session is over, rather than what its person last looked at.
if ('BroadcastChannel' in window) new BroadcastChannel('session').postMessage({ ended: true });
