package camera

import "time"

// Sampled is a picture that can be looked at coarsely. One that cannot is only
// judged by clock and size.
type Sampled interface {
	// Grey appends the brightness, 0 to 255, of columns×rows pixels that lie
	// evenly over the picture, row by row from the top.
	Grey(columns, rows int, to []uint8) []uint8
}

// The grid on which pictures are judged.
const (
	columns = 160
	rows    = 120
)

// A torn picture is put together from pieces of two, or ends half way in one
// flat colour, as when USB drops packets: a seam runs through its whole width
// where a moment ago was none.
const (
	step      = 28          // of 255, between a pixel and the one below
	seamShare = columns / 2 // pixels of a row that a seam takes
	calmShare = columns / 5 // and those that it may have had before
	flatRows  = rows / 8    // of one single colour at the bottom
	settles   = 400 * time.Millisecond
)

// tear finds torn pictures.
type tear struct {
	calm  [rows]int // steps per row of the last whole picture
	known bool
	at    int           // row of the seam
	since time.Duration // when it first was there
	torn  bool
}

// see reports whether a picture is torn. A seam that stays in its row is
// nothing torn but a thing in the room, or the light.
func (t *tear) see(at time.Duration, grey []uint8) bool {
	if flat(grey) {
		return t.known
	}
	now := steps(grey)
	row, found := t.seam(&now)
	if found && (!t.torn || row < t.at-1 || row > t.at+1) {
		t.at, t.since = row, at
	}
	t.torn = found && at-t.since < settles
	if !t.torn {
		t.calm, t.known = now, true
	}
	return t.torn
}

// steps counts in each row the pixels that differ much from those below.
func steps(grey []uint8) (n [rows]int) {
	for y := range rows - 1 {
		above, below := grey[y*columns:(y+1)*columns], grey[(y+1)*columns:(y+2)*columns]
		for x, v := range above {
			if d := int(v) - int(below[x]); d > step || d < -step {
				n[y]++
			}
		}
	}
	return n
}

// seam returns the row with the longest seam that was not there before.
func (t *tear) seam(now *[rows]int) (row int, found bool) {
	longest := seamShare - 1
	for y, n := range now {
		if n > longest && t.known && t.before(y) <= calmShare {
			row, longest, found = y, n, true
		}
	}
	return row, found
}

// before is the most steps that the last whole picture had about a row.
func (t *tear) before(y int) int {
	most := 0
	for i := max(0, y-1); i <= min(rows-1, y+1); i++ {
		most = max(most, t.calm[i])
	}
	return most
}

// flat reports whether the bottom of the picture is of one single colour, and
// the top is not. White is none: a floor in the sun is that.
func flat(grey []uint8) bool {
	const from = (rows - flatRows) * columns
	colour := grey[from]
	if colour > 250 {
		return false
	}
	for _, v := range grey[from:] {
		if v != colour {
			return false
		}
	}
	for _, v := range grey[:from] {
		if v != colour {
			return true
		}
	}
	return false
}
