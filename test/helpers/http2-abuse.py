"""An HTTP/2 client that breaks rules: connects over TLS, does what it is told, and prints what came of it as JSON."""
import json
import socket
import ssl
import struct
import sys

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.settings

port, act = int(sys.argv[1]), sys.argv[2]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
context.set_alpn_protocols(['h2'])
client = context.wrap_socket(socket.create_connection(('127.0.0.1', port)), server_hostname='localhost')
assert client.selected_alpn_protocol() == 'h2'
client.settimeout(20)
connection = h2.connection.H2Connection(h2.config.H2Configuration(
    validate_outbound_headers=False, normalize_outbound_headers=False, validate_inbound_headers=False,
))
connection.local_settings.enable_push = 0
result = {'goaway': None, 'resets': {}, 'statuses': {}, 'closed': False}


def frame(kind, flags, stream, payload=b''):
    return struct.pack('>I', len(payload))[1:] + bytes([kind, flags]) + struct.pack('>I', stream) + payload


def fields(path='/', method='GET', more=()):
    return [(':method', method), (':path', path), (':scheme', 'https'), (':authority', 'a.example'), *more]


def send(data=None):
    try:
        client.sendall(connection.data_to_send() if data is None else data)
    except OSError:
        result['closed'] = True


def read_until(is_enough):
    while not is_enough():
        try:
            data = client.recv(65536)
        except OSError:
            data = b''
        if not data:
            result['closed'] = True
            return
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.ConnectionTerminated):
                result['goaway'] = int(event.error_code)
            elif isinstance(event, h2.events.StreamReset):
                code = str(int(event.error_code))
                result['resets'][code] = result['resets'].get(code, 0) + 1
            elif isinstance(event, h2.events.ResponseReceived):
                status = dict(event.headers)[b':status'].decode()
                result['statuses'][status] = result['statuses'].get(status, 0) + 1
        if act != 'deaf':
            send()


def ended():
    return sum(result['resets'].values()) + sum(result['statuses'].values())


def closed():
    return result['closed']


if act == 'silent':
    read_until(closed)
elif act == 'no-preface':
    send(b'GET / HTTP/1.1\r\nHost: a.example\r\n\r\n')
    read_until(closed)
else:
    connection.initiate_connection()
    send()
    if act == 'idle':
        read_until(closed)
    elif act == 'rapid-reset':
        for stream in range(1, 1201, 2):
            connection.send_headers(stream, fields('/hang'), end_stream=True)
            connection.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
            if stream % 100 == 1:
                send()
        send()
        read_until(closed)
    elif act == 'many-streams':
        connection.remote_settings[h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS] = 10_000
        connection.remote_settings.acknowledge()
        for stream in range(1, 401, 2):
            connection.send_headers(stream, fields('/hang'), end_stream=True)
        send()
        read_until(lambda: sum(result['resets'].values()) >= 72)
    elif act == 'large-list':
        connection.send_headers(1, fields(more=[('x-a', 'b' * 40_000)]), end_stream=True)
        send()
        read_until(ended)
    elif act == 'many-fields':
        connection.send_headers(1, fields(more=[(f'x-{index}', 'b') for index in range(200)]), end_stream=True)
        send()
        read_until(ended)
    elif act == 'connection-field':
        connection.send_headers(1, fields(more=[('connection', 'close')]), end_stream=True)
        connection.send_headers(3, fields(more=[('transfer-encoding', 'chunked')]), end_stream=True)
        connection.send_headers(5, fields(more=[('Upper', 'a')]), end_stream=True)
        send()
        read_until(lambda: ended() == 3)
    elif act == 'endless-head':
        send(frame(1, 0, 1, b'\x82\x84\x87'))
        for _ in range(20_000):
            send(frame(9, 0, 1, b'\x40\x01a\x01b' * 20))
            if result['closed']:
                break
        read_until(closed)
    elif act == 'half-head':
        send(frame(1, 0, 1, b'\x82\x84\x87'))
        read_until(closed)
    elif act == 'long-body':
        connection.send_headers(1, fields(method='POST', more=[('content-length', '3')]))
        send()
        send(frame(0, 1, 1, b'abcdef'))
        read_until(lambda: ended() or closed())
    elif act == 'pings':
        for _ in range(200_000):
            send(frame(6, 0, 0, b'12345678') * 10)
            if result['closed']:
                break
        read_until(closed)
    elif act == 'settings':
        for _ in range(200_000):
            send(frame(4, 0, 0, b'\x00\x03\x00\x00\x00\x64') * 10)
            if result['closed']:
                break
        read_until(closed)
    elif act == 'rubbish':
        send(bytes(range(256)) * 100)
        read_until(closed)
    elif act == 'deaf':
        connection.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 0})
        for stream in range(1, 201, 2):
            connection.send_headers(stream, fields('/a#b'), end_stream=True)
        send()
        read_until(lambda: sum(result['resets'].values()) == 100)

print(json.dumps(result))
