package session

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// entryKind tells what an entry holds. The numbers are part of the format.
type entryKind int64

// The kinds of entry.
const (
	entryHeader     entryKind = 0 // JSON, as all but the blocks
	entryScenes     entryKind = 1 // a block
	entryMoment     entryKind = 2
	entryRoom       entryKind = 3
	entryGap        entryKind = 4
	entryCorrection entryKind = 5
	entryEnd        entryKind = 6
	entryAbout      entryKind = 7
)

// maxText is the most bytes that an entry of JSON may have.
const maxText = 512 << 10

// entry is one line of a record: nothing is ever changed, only added.
type entry struct {
	seq      int64
	kind     entryKind
	from, to time.Duration // At of the first and the last scene
	data     []byte
	mac      []byte
}

// chain is the keyed hash over all entries so far.
type chain struct {
	key  []byte
	last [sha256.Size]byte
}

// newChain begins a record's chain with its ID.
func newChain(key Key, id ID) chain {
	c := chain{key: key.derive(useChain)}
	mac := hmac.New(sha256.New, c.key)
	mac.Write(id[:])
	mac.Sum(c.last[:0])
	return c
}

// after returns the hash of e, which follows the entry of hash last.
func (c *chain) after(last []byte, e *entry) (sum [sha256.Size]byte) {
	mac := hmac.New(sha256.New, c.key)
	mac.Write(last)
	var head []byte
	for _, n := range []int64{e.seq, int64(e.kind), int64(e.from), int64(e.to), int64(len(e.data))} {
		head = binary.LittleEndian.AppendUint64(head, uint64(n))
	}
	mac.Write(head)
	mac.Write(e.data)
	mac.Sum(sum[:0])
	return sum
}

// What the keys that a record's key gives are for.
const (
	usePages = "nabij record pages 1"
	useChain = "nabij record chain 1"
)

// Key is the random key of one record.
type Key [32]byte

// derive makes a key for one use from a record's key.
func (k Key) derive(use string) []byte {
	key, err := hkdf.Key(sha256.New, k[:], nil, use, len(k))
	if err != nil {
		panic(err) // the length is a constant that HKDF allows
	}
	return key
}
