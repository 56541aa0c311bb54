"""Makes small sound files: a beep, then silence. Knows nothing of what was said."""

import io
import math
import struct
import wave

RATE = 8000
BEEP_S = 0.4
LONGEST_S = 120
# MPEG-2 layer III, 8 kbit/s, 24 kHz, mono: a frame of zeros is 24 ms of silence.
SILENT_FRAME = bytes((0xFF, 0xF3, 0x14, 0xC0)) + bytes(20)


def wav_of(seconds: int) -> bytes:
    length = min(seconds, LONGEST_S)
    beep = range(int(RATE * BEEP_S))
    tone = [int(9000 * math.sin(2 * math.pi * 440 * n / RATE)) for n in beep]
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(tone)}h", *tone))
        file.writeframes(bytes(2 * max(0, RATE * length - len(tone))))
    return target.getvalue()


def mp3_of(seconds: int) -> bytes:
    return SILENT_FRAME * math.ceil(min(seconds, LONGEST_S) / 0.024)
