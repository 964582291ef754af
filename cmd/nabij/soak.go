package main

import (
	"context"
	"errors"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/opencv"
	"nabij/vision/soak"
)

// soakSessions lets hours of made-up sessions pass while all sorts of things
// happen to them.
func soakSessions(ctx context.Context, c *call) (err error) {
	seed := c.Uint64("seed", 1, "flag_seed")
	during := c.Duration("for", 8*time.Hour, "flag_for_soak")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *during <= 0 {
		return misused("use_for_above_0")
	}
	folder, err := os.MkdirTemp("", "nabij-soak-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	p := newProgress(c.aside(), int(during.Seconds()*soak.RateHz))
	memory := &memoryUse{limit: *during}
	report, err := soak.Run(ctx, soak.Options{
		Seed: *seed, For: *during, Folder: folder,
		Driver: func(d camera.Driver) camera.Driver { return inMats{d} },
		Told:   func(passed time.Duration) { p.step(int(passed.Seconds() * soak.RateHz)) },
		Ended:  memory.look,
	})
	p.end()
	if report != nil {
		printSoak(c.out(), report)
		early, late := memory.early.of(), memory.late.of()
		c.tell("soak_resident", early, late, 100*(late/early-1), memory.most)
	}
	if err == nil && !report.Good() {
		err = hinted{fail("fail_soak"), advice("hint_see_table")}
	}
	return err
}

// memoryUse is the resident memory of a run, MB, between two records.
type memoryUse struct {
	limit       time.Duration
	early, late mean // in the first and in the last eighth
	most        float64
}

// look measures what is resident, without what Go holds free: even after it has
// given back what it can, that is some megabytes more or less, from its own work.
func (m *memoryUse) look(passed time.Duration) {
	debug.FreeOSMemory()
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	now := residentMB() - float64(heap.HeapIdle-heap.HeapReleased)/1e6
	if m.early.n == 0 || passed <= m.limit/8 {
		m.early.add(now)
	}
	if passed > m.limit-m.limit/8 {
		m.late.add(now)
	}
	m.most = max(m.most, now)
}

// mean is a mean value.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(v float64) { m.sum, m.n = m.sum+v, m.n+1 }

func (m mean) of() float64 { return m.sum / float64(m.n) }

// inMats is a camera whose pictures are in OpenCV's memory, as a real one's
// are.
type inMats struct{ camera.Driver }

// Open implements camera.Driver.
func (d inMats) Open(info camera.Info, size vision.Size, rateHz float64) (camera.Device, error) {
	device, err := d.Driver.Open(info, size, rateHz)
	if err != nil {
		return nil, err
	}
	return matDevice{device}, nil
}

type matDevice struct{ camera.Device }

// Read implements camera.Device.
func (d matDevice) Read(wait time.Duration) (vision.Picture, error) {
	p, err := d.Device.Read(wait)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	sampled, ok := p.(camera.Sampled)
	if !ok {
		return nil, fail("fail_picture_type", p)
	}
	size := p.Size()
	grey := sampled.Grey(size.Width, size.Height, make([]uint8, 0, size.Width*size.Height))
	bgr := make([]byte, 3*len(grey))
	for i, v := range grey {
		bgr[3*i], bgr[3*i+1], bgr[3*i+2] = v, v, v
	}
	return opencv.NewPicture(size, bgr)
}
