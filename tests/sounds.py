"""A moment of sound, made on the spot: no recording lies in the project."""

import io
import wave


def a_wav(seconds: float = 0.1) -> bytes:
    """Silence as a telephone carries it: 8 kHz, one channel."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * int(8000 * seconds)))
    return target.getvalue()


def an_mp3() -> bytes:
    """One frame of silence: MPEG-2 layer III, 8 kbit/s, 24 kHz, mono."""
    return bytes((0xFF, 0xF3, 0x14, 0xC0)) + bytes(20)
