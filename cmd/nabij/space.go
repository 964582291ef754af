package main

import "time"

// space watches how much room there is on a record's disk.
type space struct {
	looked time.Time
	little bool
}

// An hour of four people takes about 31 MB: this is room for six of them.
const littleSpace = 200 << 20 // bytes

// low reports whether there is little room on the disk of a path. It looks
// every half minute.
func (s *space) low(path string, now time.Time) bool {
	if path == "" || now.Sub(s.looked) < 30*time.Second && !now.Before(s.looked) {
		return s.little
	}
	free, known := freeBytes(path)
	s.looked, s.little = now, known && free < littleSpace
	return s.little
}
