// A process of its own that writes the ten-line program: <output folder> [offline]
import dns from 'node:dns';
import net from 'node:net';
import { App } from 'cdktf';
import { tenLines } from './ten-lines';

const [folder, network] = process.argv.slice(2);
if (network === 'offline') {
  const deny = (): never => {
    throw new Error('The network was asked for.');
  };
  Object.assign(net.Socket.prototype, { connect: deny });
  Object.assign(dns, { lookup: deny, resolve: deny });
  Object.assign(dns.promises, { lookup: deny, resolve: deny });
  Object.assign(globalThis, { fetch: deny });
}
const app = new App({ outdir: folder });
tenLines(app);
app.synth();
