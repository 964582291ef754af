package session

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

// Numbers are kept exactly, each as its change since the last of its row. A
// nibble says how:
//
//	0       the same bits as before
//	1..4    a whole number of the column's steps away, zigzag in 1..4 bytes
//	5..12   the exclusive or with the last one's bits, in its low 1..8 bytes
//
// Nibbles and payload bytes are two streams, so that a row of unchanged
// numbers costs half a byte each.

// grid is the number of steps to the unit in which a column's numbers usually
// are whole: a tenth of a millimetre, and so on. Others are kept as exactly.
type grid float64

// The columns' steps.
const (
	gridMetre  grid = 1e4
	gridMetre2 grid = 1e7
	gridPixel  grid = 1e2
	gridShare  grid = 1e3
)

// steps returns v in whole steps, and whether that is v exactly.
func (g grid) steps(v float64) (int64, bool) {
	n := math.Round(v * float64(g))
	if !(math.Abs(n) < 1<<50) {
		return 0, false
	}
	whole := int64(n) // loses the sign of -0, which is then no whole step
	return whole, math.Float64bits(float64(whole)/float64(g)) == math.Float64bits(v)
}

// numberWriter makes the two streams.
type numberWriter struct {
	nibbles []byte
	half    bool
	payload []byte
}

func (w *numberWriter) nibble(n byte) {
	if w.half {
		w.nibbles[len(w.nibbles)-1] |= n << 4
	} else {
		w.nibbles = append(w.nibbles, n)
	}
	w.half = !w.half
}

// put writes v and remembers it in last.
func (w *numberWriter) put(last *float64, v float64, g grid) {
	old := *last
	*last = v
	change := math.Float64bits(v) ^ math.Float64bits(old)
	if change == 0 {
		w.nibble(0)
		return
	}
	xorBytes := 8 - bits.LeadingZeros64(change)/8
	if n, exact := g.steps(v); exact {
		from, _ := g.steps(old)
		zigzag := uint64((n-from)<<1) ^ uint64((n-from)>>63)
		if size := max(1, 8-bits.LeadingZeros64(zigzag)/8); size <= min(4, xorBytes) {
			w.nibble(byte(size))
			w.low(zigzag, size)
			return
		}
	}
	w.nibble(byte(4 + xorBytes))
	w.low(change, xorBytes)
}

func (w *numberWriter) low(v uint64, size int) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], v)
	w.payload = append(w.payload, b[:size]...)
}

// numberReader reads the two streams.
type numberReader struct {
	nibbles, payload []byte
	half             bool
	err              error
}

var errShort = errors.New("a block ends too early")

func (r *numberReader) nibble() byte {
	if len(r.nibbles) == 0 {
		r.err = errShort
		return 0
	}
	n := r.nibbles[0]
	if r.half {
		r.nibbles = r.nibbles[1:]
		n >>= 4
	}
	r.half = !r.half
	return n & 15
}

// get reads the number after last and remembers it there.
func (r *numberReader) get(last *float64, g grid) float64 {
	switch n := int(r.nibble()); {
	case n == 0:
	case n <= 4:
		from, _ := g.steps(*last)
		zigzag := r.low(n)
		*last = float64(from+(int64(zigzag>>1)^-int64(zigzag&1))) / float64(g)
	case n <= 12:
		*last = math.Float64frombits(math.Float64bits(*last) ^ r.low(n-4))
	default:
		r.err = errors.New("a block holds an unknown sort of number")
	}
	return *last
}

func (r *numberReader) low(size int) uint64 {
	if len(r.payload) < size {
		r.err = errShort
		return 0
	}
	var b [8]byte
	copy(b[:], r.payload[:size])
	r.payload = r.payload[size:]
	return binary.LittleEndian.Uint64(b[:])
}

// done reports an error unless all was read.
func (r *numberReader) done() error {
	if r.err == nil && r.half && len(r.nibbles) > 0 {
		if r.nibble() != 0 {
			return errors.New("a block's padding is not empty")
		}
	}
	if r.err == nil && len(r.nibbles)+len(r.payload) > 0 {
		return errors.New("a block holds more than its scenes")
	}
	return r.err
}
