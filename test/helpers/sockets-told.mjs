// Loaded before a program (`node --import`): at its end, standard error has a line `socket ADDRESS:PORT` for each
// connection that it made or tried to make, and each datagram that it sent elsewhere.
import dgram from 'node:dgram';
import net from 'node:net';

const told = new Set();
const tell = (address, port) => told.add(`socket ${address}:${port}`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // node:net hands its own functions the arguments as one list.
  const [options] = args.flat();
  tell(options.host ?? options.path ?? 'localhost', options.port ?? '');
  return connect.apply(this, args);
};
const { connect: connectDatagrams, send } = dgram.Socket.prototype;
dgram.Socket.prototype.connect = function (port, address, ...rest) {
  tell(address, port);
  return connectDatagrams.call(this, port, address, ...rest);
};
dgram.Socket.prototype.send = function (...args) {
  const [port, address] = args.filter((arg) => typeof arg === 'number' || typeof arg === 'string').slice(-2);
  if (typeof address === 'string') tell(address, port);
  return send.apply(this, args);
};
process.on('exit', () => {
  for (const line of told) process.stderr.write(`${line}\n`);
});
