package opencv

import (
	"context"
	"fmt"
	"io"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/camera"
)

// Reel is pictures in memory, played as a webcam gives them: compressed, at a
// steady rate by the clock, and only the newest one to a reader who is late. They
// are played forwards and backwards until a time is over, so that nothing jumps.
type Reel struct {
	size    vision.Size
	rate    float64 // Hz
	length  time.Duration
	jpegs   [][]byte
	start   time.Time // zero before the first Next
	last    int       // number of the last frame given
	dropped int
	gap     time.Duration // how far apart pictures may come
}

// NewReel returns a reel without pictures, to be played at a rate in Hz for a
// time.
func NewReel(size vision.Size, rate float64, length time.Duration) *Reel {
	return &Reel{size: size, rate: rate, length: length}
}

// Add puts a picture of the reel's size at its end. The picture stays the
// caller's.
func (r *Reel) Add(p *Picture) error {
	if p.Size() != r.size {
		return fmt.Errorf("picture %d of a reel: %v px, want %v", len(r.jpegs)+1, p.Size(), r.size)
	}
	buffer, err := gocv.IMEncode(gocv.JPEGFileExt, p.mat)
	if err != nil {
		return fmt.Errorf("picture %d of a reel: %w", len(r.jpegs)+1, err)
	}
	defer buffer.Close()
	r.jpegs = append(r.jpegs, append([]byte(nil), buffer.GetBytes()...))
	return nil
}

// Next waits until a frame is due that was not given yet, and returns the newest;
// io.EOF when the time is over.
func (r *Reel) Next(ctx context.Context) (vision.Frame, error) {
	if r.start.IsZero() {
		r.start = time.Now()
	}
	due := int(time.Since(r.start).Seconds()*r.rate) + 1
	spared := camera.Spare(periodOf(r.rate), r.gap)
	number := max(due, r.last+1+spared)
	at := time.Duration(float64(number-1) / r.rate * float64(time.Second))
	if at >= r.length || len(r.jpegs) == 0 {
		return vision.Frame{}, io.EOF
	}
	if err := wait(ctx, time.Until(r.start.Add(at))); err != nil {
		return vision.Frame{}, err
	}
	r.dropped += number - r.last - 1 - spared
	r.last = number
	mat, err := gocv.IMDecode(r.jpegs[backAndForth(number-1, len(r.jpegs))], gocv.IMReadColor)
	if err != nil {
		return vision.Frame{}, fmt.Errorf("frame %d of a reel: %w", number, err)
	}
	return vision.Frame{Number: number, At: at, Clock: r.start.Add(at).Round(0), Picture: &Picture{mat: mat}}, nil
}

// backAndForth is the i-th of 0, 1, …, n-1, n-2, …, 1, 0, 1, …
func backAndForth(i, n int) int {
	if n == 1 {
		return 0
	}
	i %= 2 * (n - 1)
	return min(i, 2*(n-1)-i)
}

// Ease tells how far apart pictures may come. Those between pass undecoded, as
// those of a camera do; see [camera.Camera.Ease].
func (r *Reel) Ease(gap time.Duration) { r.gap = gap }

// Size is the size of the pictures, in px.
func (r *Reel) Size() vision.Size { return r.size }

// Rate is the frame rate in Hz.
func (r *Reel) Rate() float64 { return r.rate }

// Dropped is how many frames came too late and were passed over.
func (r *Reel) Dropped() int { return r.dropped }

// Close lets go of the pictures.
func (r *Reel) Close() error {
	r.jpegs = nil
	return nil
}
