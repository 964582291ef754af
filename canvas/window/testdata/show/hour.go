package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nabij/canvas/controls"
	"nabij/canvas/player"
	"nabij/vision/floor"
	"nabij/vision/scene"
	kept "nabij/vision/session"
)

// hour is a kept hour of the made-up people at 30 Hz, read as the program reads
// a record.
type hour struct{ *kept.Record }

// openHour opens the record at a path with the keys beside it, and makes both
// where they are missing.
func openHour(path string) (hour, error) {
	keys, err := kept.OpenKeys(filepath.Join(filepath.Dir(path), "keys"), "geheim")
	if err != nil {
		return hour{}, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := keepHour(path, keys); err != nil {
			return hour{}, err
		}
	}
	record, err := kept.Open(path, keys)
	return hour{record}, err
}

func keepHour(path string, keys *kept.Keys) error {
	w, err := kept.Create(path, keys, kept.Header{Started: time.Now(), Room: room()})
	if err != nil {
		return err
	}
	for i := range 3600 * 30 {
		if err := w.Append(at(time.Duration(i) * time.Second / 30)); err != nil {
			return errors.Join(err, w.Close())
		}
	}
	return w.Close()
}

func (h hour) Span() player.Span {
	first, last := h.Record.Span()
	return player.Span{From: first, To: last}
}

func (h hour) RoomAt(t time.Duration) floor.Room {
	r, err := h.Record.RoomAt(t)
	if err != nil {
		return room()
	}
	return r
}

func (h hour) Moments() []scene.Moment { return tape{}.Moments() }
func (hour) Gaps() []player.Span       { return nil }

// ask presses a panel's keys, as in "space + +"; "@10m" goes to a time.
func ask(p *controls.Panel, keys string) error {
	for _, key := range strings.Fields(keys) {
		to, is := strings.CutPrefix(key, "@")
		if !is {
			p.Press(controls.Key(key))
			continue
		}
		at, err := time.ParseDuration(to)
		if err != nil {
			return err
		}
		p.Player().Seek(at)
	}
	return nil
}

// gaps are the times between drawings.
type gaps struct {
	last time.Time
	ms   []float64
}

// warmUp is how many drawings at the beginning do not count: the shaders are
// compiled then.
const warmUp = 10

func (g *gaps) drew() {
	now := time.Now()
	if !g.last.IsZero() {
		g.ms = append(g.ms, now.Sub(g.last).Seconds()*1e3)
	}
	g.last = now
}

// quantile returns what a share of the gaps stay below, ms.
func (g *gaps) quantile(share float64) float64 {
	if len(g.ms) <= warmUp {
		return 0
	}
	sorted := slices.Sorted(slices.Values(g.ms[warmUp:]))
	return sorted[int(share*float64(len(sorted)-1)+0.5)]
}
