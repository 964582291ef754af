package opencv

import (
	"context"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
)

// Paced is a clip played as if it were a camera: at its own rate, by the
// clock. Frames that are late are dropped and counted.
type Paced struct {
	*Clip
	start   time.Time // when frame 1 was due; zero before the first Next
	dropped int
	gap     time.Duration // how far apart pictures may come
}

// Pace makes a clip play at its own rate from the first call of Next on. The
// clip is closed with it.
func Pace(clip *Clip) *Paced { return &Paced{Clip: clip} }

// Next waits until the next frame is due and returns it, passing over those
// whose successor is due already.
func (p *Paced) Next(ctx context.Context) (vision.Frame, error) {
	p.skip(camera.Spare(periodOf(p.rate), p.gap))
	for {
		frame, err := p.Clip.Next(ctx)
		if err != nil {
			return frame, err
		}
		if p.start.IsZero() {
			p.start = time.Now()
		}
		if p.late(frame) {
			frame.Picture.Close()
			p.dropped++
			continue
		}
		if err := wait(ctx, time.Until(p.start.Add(frame.At))); err != nil {
			frame.Picture.Close()
			return vision.Frame{}, err
		}
		frame.Clock = p.start.Add(frame.At).Round(0)
		return frame, nil
	}
}

// late reports whether the frame after this one is due.
func (p *Paced) late(frame vision.Frame) bool {
	if p.rate == 0 {
		return false
	}
	return time.Since(p.start) >= frame.At+periodOf(p.rate)
}

// periodOf is the time between two frames at a rate in Hz; 0 for no rate.
func periodOf(rate float64) time.Duration {
	if rate == 0 {
		return 0
	}
	return time.Duration(float64(time.Second) / rate)
}

// Ease tells how far apart pictures may come. Those between pass unlooked at, as
// those of a camera do; see [camera.Camera.Ease].
func (p *Paced) Ease(gap time.Duration) { p.gap = gap }

// Dropped is how many frames came too late and were passed over.
func (p *Paced) Dropped() int { return p.dropped }

// wait sleeps for a time, or until the context ends.
func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
