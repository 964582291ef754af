package main

import (
	"context"
	"image"
	"sync"

	"nabij/vision"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
)

// peephole is an eye that can be looked through: while it is open, what the
// camera saw last is at hand for the screen. Closed, it holds no picture, and
// what it held is overwritten.
type peephole struct {
	pipeline.Eye

	mu      sync.Mutex
	open    bool
	picture *image.RGBA
}

// Look looks as the eye does.
func (p *peephole) Look(ctx context.Context, frame vision.Frame, expect vision.Expect) (vision.Sight, error) {
	p.take(frame)
	return p.Eye.Look(ctx, frame, expect)
}

func (p *peephole) take(frame vision.Frame) {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen, is := frame.Picture.(*opencv.Picture)
	if !p.open || !is {
		return
	}
	size := seen.Size()
	fresh := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	if seen.CopyTo(fresh) == nil {
		p.wipe()
		p.picture = fresh
	}
}

// See opens or closes the hole.
func (p *peephole) See(open bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open = open; !open {
		p.wipe()
	}
}

// wipe overwrites the picture that is held.
func (p *peephole) wipe() {
	if p.picture != nil {
		clear(p.picture.Pix)
		p.picture = nil
	}
}

// Picture is a copy of what the camera saw last; nil while the hole is closed.
func (p *peephole) Picture() *image.RGBA {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.picture == nil {
		return nil
	}
	copied := *p.picture
	copied.Pix = append([]uint8(nil), p.picture.Pix...)
	return &copied
}
