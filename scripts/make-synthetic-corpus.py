#!/usr/bin/env python3
"""Makes the bundled corpus under corpora/synthetic: synthetic speech, labels and checksums.

    scripts/make-synthetic-corpus.py [--out corpora/synthetic]

Needs espeak-ng 1.51, sox 14.4.2, flac 1.4.2 and Python 3.9 or later, nothing else. Every random choice is drawn from
a generator seeded by the name of what it is for, so two runs with these versions give the same bytes; another version
of a tool gives an equivalent corpus with other checksums. Takes about a minute. audio/, manifests/, speakers.tsv
and SHA256SUMS in the output folder are replaced; README.md is left alone.

The way of one utterance: text -> espeak-ng (voice, rate, pitch, pitch range) -> sox (vocal-tract scaling, 16 kHz,
the effects of the emotion, the speaker's channel) -> silence cut to random margins -> level, noise floor, 16 bits ->
FLAC.
"""

import argparse
import array
import hashlib
import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

SEED = "speechbench-synthetic-1"
RATE = 16000

# ARPAbet with stress digits, one pronunciation a word; check_lexicon() holds it against what espeak-ng says.
LEXICON = {
    word: phones.split()
    for word, phones in {
        "ZERO": "Z IH1 R OW0", "ONE": "W AH1 N", "TWO": "T UW1", "THREE": "TH R IY1", "FOUR": "F AO1 R",
        "FIVE": "F AY1 V", "SIX": "S IH1 K S", "SEVEN": "S EH1 V AH0 N", "EIGHT": "EY1 T", "NINE": "N AY1 N",
        "B": "B IY1", "F": "EH1 F", "I": "AY1", "J": "JH EY1", "K": "K EY1", "L": "EH1 L", "M": "EH1 M",
        "O": "OW1", "Q": "K Y UW1", "R": "AA1 R", "S": "EH1 S", "U": "Y UW1", "X": "EH1 K S", "Z": "Z IY1",
        "OPEN": "OW1 P AH0 N", "SHUT": "SH AH1 T", "TAKE": "T EY1 K", "BRING": "B R IH1 NG", "FIND": "F AY1 N D",
        "SHOW": "SH OW1", "MOVE": "M UW1 V", "WATCH": "W AA1 CH", "STOP": "S T AA1 P", "START": "S T AA1 R T",
        "GO": "G OW1", "WALK": "W AO1 K", "TURN": "T ER1 N", "RUN": "R AH1 N",
        "RED": "R EH1 D", "BLUE": "B L UW1", "GREEN": "G R IY1 N", "YELLOW": "Y EH1 L OW0", "WHITE": "W AY1 T",
        "BLACK": "B L AE1 K", "BROWN": "B R AW1 N", "BEIGE": "B EY1 ZH",
        "DOOR": "D AO1 R", "BOX": "B AA1 K S", "BOOK": "B UH1 K", "KEY": "K IY1", "SHIP": "SH IH1 P",
        "BIRD": "B ER1 D", "HOUSE": "HH AW1 S", "TOY": "T OY1",
        "NORTH": "N AO1 R TH", "SOUTH": "S AW1 TH", "LEFT": "L EH1 F T", "RIGHT": "R AY1 T", "UP": "AH1 P",
        "DOWN": "D AW1 N",
        "NOW": "N AW1", "AGAIN": "AH0 G EH1 N", "SOON": "S UW1 N", "TODAY": "T AH0 D EY1", "LATER": "L EY1 T ER0",
        "PLEASE": "P L IY1 Z", "THE": "DH AH0",
    }.items()
}

CLASSES = {
    "digit": "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE",
    "letter": "B F I J K L M O Q R S U X Z",
    "act": "OPEN SHUT TAKE BRING FIND SHOW MOVE WATCH STOP START",
    "go": "GO WALK TURN RUN",
    "colour": "RED BLUE GREEN YELLOW WHITE BLACK BROWN BEIGE",
    "thing": "DOOR BOX BOOK KEY SHIP BIRD HOUSE TOY",
    "way": "NORTH SOUTH LEFT RIGHT UP DOWN",
    "when": "NOW AGAIN SOON TODAY LATER",
}

# Lower case names a class, upper case is said as it stands.
TEMPLATES = [
    "act THE colour thing",
    "letter digit letter digit",
    "PLEASE act THE thing when",
    "go way digit when",
    "digit digit digit digit",
    "act THE colour thing when",
    "letter letter letter letter",
    "PLEASE go way when",
    "act letter digit when",
]

EMOTION_TEXTS = {
    "t1": "OPEN THE RED DOOR NOW",
    "t2": "FIVE SEVEN ZERO NINE",
    "t3": "PLEASE TAKE THE TOY TODAY",
    "t4": "WALK NORTH TWO AGAIN",
    "t5": "BRING THE BLUE BOX LATER",
}


@dataclass(frozen=True)
class Speaker:
    """A voice: an espeak-ng voice with the vocal tract, pitch, rate and channel that make it a person of its own."""

    name: str
    voice: str
    register: str
    tract: float
    pitch: int
    words_per_minute: int
    channel: str
    noise: float
    role: str
    fold: str = ""


def speaker(number, voice, register, tract, pitch, wpm, channel, noise, role, fold=""):
    return Speaker(f"SYN-{number:02d}", voice, register, tract, pitch, wpm, channel, noise, role, fold)


SPEAKERS = [
    speaker(1, "en-us+m3", "low", 1.00, 50, 160, "highpass 70", 7, "train", "fold1"),
    speaker(2, "en-us+f2", "high", 0.97, 50, 158, "equalizer 2500 1q 2", 5, "train", "fold1"),
    speaker(3, "en-us+m1", "low", 1.05, 55, 168, "equalizer 400 1q 2 reverb 10 60 15 0 0 -6", 8, "train", "fold2"),
    speaker(4, "en-us+steph", "high", 1.00, 48, 152, "lowpass -1 5500", 6, "train", "fold2"),
    speaker(5, "en-us+Mike", "low", 0.96, 58, 150, "equalizer 1200 1q -3", 10, "train", "fold3"),
    speaker(6, "en-us-nyc+f5", "high", 1.02, 45, 165, "highpass 120", 7, "train", "fold3"),
    speaker(7, "en-us+m4", "low", 1.02, 62, 172, "equalizer 3000 1q 3", 5, "train", "fold4"),
    speaker(8, "en-us+f3", "high", 0.95, 42, 160, "reverb 8 50 10 0 0 -6", 6, "train", "fold4"),
    speaker(9, "en-us+klatt3", "low", 1.04, 52, 165, "equalizer 600 1q -2", 8, "train"),
    speaker(10, "en-gb-scotland+f2", "high", 1.03, 55, 160, "lowpass -1 6000", 5, "train"),
    speaker(11, "en-us-nyc+Gene", "low", 0.98, 60, 155, "equalizer 2000 1q 2 reverb 6 50 20 0 0 -6", 7, "train"),
    speaker(12, "en-us+linda", "high", 0.96, 40, 162, "highpass 90", 9, "train"),
    speaker(13, "en-us+m6", "low", 1.00, 45, 158, "lowpass -1 5000", 6, "train"),
    speaker(14, "en-us+f4", "high", 1.04, 50, 170, "equalizer 800 1q 2", 6, "train"),
    speaker(15, "en-us+m2", "low", 1.02, 52, 162, "equalizer 2800 1q 2", 7, "dev"),
    speaker(16, "en-us+f1", "high", 1.01, 52, 160, "reverb 8 60 10 0 0 -6", 6, "dev"),
    speaker(17, "en-us-nyc+m3", "low", 0.95, 60, 168, "highpass 100", 8, "dev"),
    speaker(18, "en-us+f5", "high", 0.98, 50, 155, "equalizer 1500 1q -2", 6, "test"),
    speaker(19, "en-us+m5", "low", 1.03, 48, 165, "equalizer 500 1q 2", 7, "test"),
    speaker(20, "en-us+steph", "high", 1.06, 58, 162, "reverb 6 60 15 0 0 -6", 5, "test"),
]

# Neutral sentences beyond the emotion texts: (speaker with acted speech, other train speaker, dev or test speaker).
SENTENCES = {"acted": 6, "train": 11, "held_out": 14}


@dataclass(frozen=True)
class Acting:
    """Mean shifts of an emotion at full strength; an utterance gets a random share of them plus its own scatter."""

    rate: float = 0.0
    pitch: float = 0.0
    spread: float = 0.0
    level_db: float = 0.0
    treble_db: float = 0.0
    overdrive: float = 0.0
    tremolo: float = 0.0


EMOTIONS = {
    "neutral": Acting(),
    "happiness": Acting(rate=0.08, pitch=17, spread=75, level_db=1.5, treble_db=1.5),
    "sadness": Acting(rate=-0.15, pitch=-11, spread=-55, level_db=-3, treble_db=-4, tremolo=18),
    "anger": Acting(rate=0.10, pitch=7, spread=25, level_db=3, treble_db=4, overdrive=9),
}


@dataclass(frozen=True)
class Item:
    """One utterance to be made: what is said, by whom, how, and its split in speaker identification."""

    name: str
    speaker: Speaker
    text: str
    emotion: str = "neutral"
    text_code: str = ""
    sid_split: str = ""

    @property
    def path(self):
        return f"audio/{self.speaker.name}/{self.name}.flac"


@dataclass(frozen=True)
class Delivery:
    """How one utterance is spoken: drawn around the speaker's habits and the emotion's shifts."""

    words_per_minute: int
    pitch: int
    range_percent: int
    level_db: float
    effects: tuple


def drawn(purpose):
    return random.Random(f"{SEED}/{purpose}")


# ---- what is said


class Decks:
    """Deals the words of every class evenly: a deck is shuffled anew only when it has run out."""

    def __init__(self, purpose):
        self._random = drawn(f"decks/{purpose}")
        self._decks = {name: [] for name in CLASSES}

    def deal(self, name):
        deck = self._decks[name]
        if not deck:
            deck.extend(CLASSES[name].split())
            self._random.shuffle(deck)
        return deck.pop()

    def fill(self, template):
        return " ".join(self.deal(slot) if slot in CLASSES else slot for slot in template.split())


def sentences(decks, count, offset, taken):
    """The next count sentences, none of which was said before: templates in turn, words from the decks."""
    said = []
    while len(said) < count:
        text = decks.fill(TEMPLATES[(offset + len(said)) % len(TEMPLATES)])
        if text not in taken:
            taken.add(text)
            said.append(text)
    return said


def sid_splits(count):
    """A fifth of a speaker's neutral utterances (at least two) for dev, as many plus one for test, the rest train."""
    dev = max(2, count // 5)
    test = dev + 1
    return ["train"] * (count - dev - test) + ["dev"] * dev + ["test"] * test


def items_of(who, decks, offset, taken):
    kind = "acted" if who.fold else "train" if who.role == "train" else "held_out"
    spoken = [(text, "neutral", "") for text in sentences(decks, SENTENCES[kind], offset, taken)]
    if who.fold:
        spoken += [(text, e, code) for code, text in EMOTION_TEXTS.items() for e in EMOTIONS]
    splits = sid_splits(sum(emotion == "neutral" for _, emotion, _ in spoken))
    drawn(f"sid/{who.name}").shuffle(splits)
    return [
        Item(f"{who.name}-{i:03d}", who, text, emotion, code, splits.pop() if emotion == "neutral" else "")
        for i, (text, emotion, code) in enumerate(spoken, 1)
    ]


def plan():
    taken = set(EMOTION_TEXTS.values())
    decks = {role: Decks(role) for role in ("train", "dev", "test")}
    return [item for i, who in enumerate(SPEAKERS) for item in items_of(who, decks[who.role], 5 * i, taken)]


# ---- how it is said


def delivery(item):
    rng = drawn(f"delivery/{item.name}")
    who, acting = item.speaker, EMOTIONS[item.emotion]
    strength = rng.uniform(0.25, 1.1)
    rate = who.words_per_minute * (1 + rng.gauss(0, 0.05) + strength * acting.rate) / who.tract
    pitch = who.pitch + rng.gauss(0, 4) + strength * acting.pitch
    spread = 100 + rng.gauss(0, 15) + strength * acting.spread
    level = rng.gauss(0, 1.5) + strength * acting.level_db
    effects = []
    tilt = rng.gauss(0, 1) + strength * acting.treble_db
    effects += ["treble", f"{tilt:.2f}", "3000"]
    if acting.overdrive:
        effects += ["overdrive", f"{strength * acting.overdrive:.2f}", "20"]
    if acting.tremolo:
        effects += ["tremolo", f"{rng.uniform(4.5, 6.5):.2f}", f"{strength * acting.tremolo:.1f}"]
    return Delivery(round(rate), min(99, max(0, round(pitch))), max(20, round(spread)), level, tuple(effects))


def ssml(text, range_percent=100):
    return f'<speak><prosody range="{range_percent}%">{text.lower()}</prosody></speak>'


def espeak(item, said, wav):
    command = ["espeak-ng", "-v", item.speaker.voice, "-m", "-s", str(said.words_per_minute), "-p", str(said.pitch)]
    subprocess.run(command + ["-w", wav, ssml(item.text, said.range_percent)], check=True)


def shaped(item, said, wav):
    """The sound at 16 kHz as floats: the tract is scaled by resampling, which shifts formants and pitch together."""
    effects = ["gain", "-12", "speed", str(item.speaker.tract), "rate", "-v", str(RATE)]
    effects += [*said.effects, *item.speaker.channel.split()]
    command = ["sox", "-D", "-R", wav, "-t", "raw", "-e", "floating-point", "-b", "32", "-L", "-c", "1", "-"]
    raw = subprocess.run(command + effects, check=True, stdout=subprocess.PIPE).stdout
    samples = array.array("f")
    samples.frombytes(raw)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def margins(samples, rng):
    """Cuts the silence around the speech to 40 to 160 ms on either side."""
    floor = 0.01 * max(map(abs, samples))
    loud = [i for i, x in enumerate(samples) if abs(x) > floor]
    before, after = (int(rng.uniform(0.04, 0.16) * RATE) for _ in range(2))
    head = [0.0] * max(0, before - loud[0])
    tail = [0.0] * max(0, loud[-1] + after - len(samples))
    return head + list(samples[max(0, loud[0] - before) : loud[-1] + after]) + tail


def recorded(item, said, samples):
    """Sets the level, adds the noise floor of the speaker's channel and rounds to 16 bits."""
    rng = drawn(f"recording/{item.name}")
    samples = margins(samples, rng)
    rms = math.sqrt(sum(x * x for x in samples) / len(samples))
    gain = 10 ** ((-28 + said.level_db) / 20) * 32768 / rms
    noise, smooth = item.speaker.noise * rng.uniform(0.8, 1.25), 0.0
    pcm = array.array("h")
    for x in samples:
        smooth = 0.6 * smooth + 0.8 * rng.gauss(0, 1)
        pcm.append(max(-32768, min(32767, round(gain * x + noise * smooth))))
    return pcm


def write_flac(pcm, target, wav):
    if sys.byteorder == "big":
        pcm.byteswap()
    with wave.open(wav, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm.tobytes())
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["flac", "-8", "--silent", "--force", "--no-padding", "-o", str(target), wav], check=True)


def make_audio(item, root, folder):
    """Makes one file and returns its number of samples."""
    wav = f"{folder}/{item.name}.wav"
    said = delivery(item)
    espeak(item, said, wav)
    pcm = recorded(item, said, shaped(item, said, wav))
    write_flac(pcm, root / item.path, wav)
    return len(pcm)


# ---- labels


def phones_of(text):
    return " ".join(phone for word in text.split() for phone in LEXICON[word])


def manifests(items, lengths):
    """Name -> (columns after the common ones, rows)."""

    def row(item, split, *labels):
        return (item.path, lengths[item.name], item.speaker.name, split, *labels)

    neutral = [i for i in items if i.emotion == "neutral"]
    acted = [i for i in items if i.text_code]
    pretrain = {"train": "train", "dev": "dev", "test": "extra"}
    return {
        "asr": (("transcript",), [row(i, i.speaker.role, i.text) for i in items]),
        "pr": (
            ("phones", "transcript", "oov_words"),
            [row(i, i.speaker.role, phones_of(i.text), i.text, 0) for i in items],
        ),
        "sid": (("label",), [row(i, i.sid_split, i.speaker.name) for i in neutral]),
        "er": (("label", "text_code"), [row(i, i.speaker.fold, i.emotion, i.text_code) for i in acted]),
        "pretrain": (("source",), [row(i, pretrain[i.speaker.role], "synthetic") for i in items]),
    }


def write_tsv(path, header, rows):
    lines = ["\t".join(map(str, row)) for row in [header, *rows]]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_labels(root, items, lengths):
    for name, (labels, rows) in manifests(items, lengths).items():
        header = ("path", "num_samples", "speaker", "split", *labels)
        write_tsv(root / "manifests" / f"{name}.tsv", header, sorted(rows))
    header = ("speaker", "voice", "register", "role", "er_fold", "tract", "pitch", "words_per_minute", "channel")
    rows = [(s.name, s.voice, s.register, s.role, s.fold or "-", s.tract, s.pitch, s.words_per_minute, s.channel)
            for s in SPEAKERS]  # fmt: skip
    write_tsv(root / "speakers.tsv", header, rows)


def write_checksums(root):
    files = sorted([*root.glob("audio/*/*.flac"), *root.glob("manifests/*.tsv"), root / "speakers.tsv"])
    lines = [f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.relative_to(root).as_posix()}\n" for f in files]
    (root / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


# ---- the lexicon against the synthesiser

# espeak-ng's names of the American English sounds that occur here; the longest match wins.
ESPEAK_PHONES = {
    "i@": "IH", "oU": "OW", "aI": "AY", "eI": "EY", "aU": "AW", "OI": "OY", "i:": "IY", "u:": "UW", "3:": "ER",
    "O:": "AO", "o@": "AO R", "O@": "AO R", "A@": "AA R", "@2": "AH", "a#": "AH", "3": "ER", "@": "AH", "V": "AH",
    "0": "AA", "I": "IH", "E": "EH", "U": "UH", "a": "AE",
    "o@r": "AO R", "o@r-": "AO R", "O@r": "AO R", "A@r": "AA R", "A@r-": "AA R",
    "t#": "T", "t2": "T", "tS": "CH", "dZ": "JH", "T": "TH", "D": "DH", "S": "SH", "Z": "ZH", "N": "NG", "h": "HH",
    "j": "Y", "p": "P", "b": "B", "t": "T", "d": "D", "k": "K", "g": "G", "f": "F", "v": "V", "s": "S", "z": "Z",
    "m": "M", "n": "N", "l": "L", "r": "R", "w": "W",
}  # fmt: skip
VOWELS = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())


def espeak_phones(text):
    """What American espeak-ng says, as ARPAbet with 1 for primary stress and 0 for any other."""
    command = ["espeak-ng", "-v", "en-us", "-q", "-x", "-m", text]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    names = "|".join(sorted(map(re.escape, ESPEAK_PHONES), key=len, reverse=True))
    phones, stressed = [], False
    for sound in re.findall(rf"'|{names}|[^\s_:;,]", said):
        if sound == "'":
            stressed = True
            continue
        for phone in ESPEAK_PHONES.get(sound, f"<{sound}>").split():
            vowel = phone in VOWELS
            phones.append(f"{phone}{int(stressed)}" if vowel else phone)
            stressed = stressed and not vowel
    return " ".join(phones)


def check_lexicon(items):
    """The lexicon covers the texts and is what espeak-ng says: with stress a word, without stress a sentence."""
    words = sorted({word for item in items for word in item.text.split()})
    if words != sorted(LEXICON):
        sys.exit(f"lexicon and texts differ in {sorted(set(words) ^ set(LEXICON))}")
    # Said alone, the article is stressed, which it never is in a sentence.
    heard = {word: (phones_of(word), espeak_phones(word.lower())) for word in words if word != "THE"}
    for item in items:
        heard[item.text] = tuple(re.sub(r"\d", "", p) for p in (phones_of(item.text), espeak_phones(ssml(item.text))))
    wrong = [f"{text}: lexicon {ours}, espeak-ng {theirs}" for text, (ours, theirs) in heard.items() if ours != theirs]
    if wrong:
        sys.exit("the lexicon is not what espeak-ng says:\n" + "\n".join(wrong))


def clear(root):
    for name in ("audio", "manifests"):
        shutil.rmtree(root / name, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description="Makes the bundled synthetic corpus.")
    default = Path(__file__).resolve().parent.parent / "corpora" / "synthetic"
    parser.add_argument("--out", type=Path, default=default, help="folder to write (default: corpora/synthetic)")
    root = parser.parse_args().out
    missing = [tool for tool in ("espeak-ng", "sox", "flac") if not shutil.which(tool)]
    if missing:
        sys.exit(f"not found: {', '.join(missing)}; install the packages of these names")
    items = plan()
    check_lexicon(items)
    clear(root)
    with tempfile.TemporaryDirectory() as folder:
        lengths = {item.name: make_audio(item, root, folder) for item in items}
    write_labels(root, items, lengths)
    write_checksums(root)
    print(f"{len(items)} utterances, {sum(lengths.values()) / RATE / 60:.2f} minutes, in {root}")


if __name__ == "__main__":
    main()
