package synth

import (
	"context"
	"image"
	"io"
	"time"

	"nabij/vision"
)

// Picture is a drawn frame. One that was not drawn has no pixels, only a size.
type Picture struct {
	Image *image.RGBA // nil where not drawn, and after Close
	size  vision.Size
}

// Size is the size of the picture, in px.
func (p *Picture) Size() vision.Size { return p.size }

// Close lets go of the pixels.
func (p *Picture) Close() error {
	p.Image = nil
	return nil
}

// BGR returns the pixels from the top row on, three bytes each: blue, green,
// red. Nil where nothing was drawn.
func (p *Picture) BGR() []byte {
	if p.Image == nil {
		return nil
	}
	out := make([]byte, 0, 3*p.size.Width*p.size.Height)
	for i := 0; i < len(p.Image.Pix); i += 4 {
		out = append(out, p.Image.Pix[i+2], p.Image.Pix[i+1], p.Image.Pix[i])
	}
	return out
}

// Source gives a script's frames as a camera or a clip would, without waiting.
// It is a pipeline.Source.
type Source struct {
	script *Script
	drawn  bool
	start  time.Time
	frame  int
}

// NewSource returns a source of the script's frames. Without draw the pictures
// have no pixels, which suits an [Eye]. Start is the wall clock of the first
// frame, or the zero time.
func NewSource(script *Script, draw bool, start time.Time) *Source {
	return &Source{script: script, drawn: draw, start: start}
}

// Next returns the next frame; io.EOF after the last.
func (s *Source) Next(ctx context.Context) (vision.Frame, error) {
	if err := ctx.Err(); err != nil {
		return vision.Frame{}, err
	}
	if s.frame >= s.script.Frames() {
		return vision.Frame{}, io.EOF
	}
	s.frame++
	picture := &Picture{size: s.script.Room.Size}
	if s.drawn {
		picture.Image = s.script.Draw(s.frame)
	}
	f := vision.Frame{Number: s.frame, At: s.script.At(s.frame), Picture: picture}
	if !s.start.IsZero() {
		f.Clock = s.start.Add(f.At)
	}
	return f, nil
}

// Size is the size of the pictures, in px.
func (s *Source) Size() vision.Size { return s.script.Room.Size }

// Rate is the script's frame rate in Hz.
func (s *Source) Rate() float64 { return s.script.RateHz }

// Close ends the source: no more frames come.
func (s *Source) Close() error {
	s.frame = s.script.Frames()
	return nil
}

// Eye says of a frame what the script's [Noise] makes of it; it looks at the
// frame's number only. It is a pipeline.Eye.
type Eye struct{ script *Script }

// NewEye returns an eye for the script. Source and eye must be used from one
// goroutine, or have a script each.
func NewEye(script *Script) *Eye { return &Eye{script} }

// Look returns the script's sight of the frame.
func (e *Eye) Look(ctx context.Context, frame vision.Frame, _ vision.Expect) (vision.Sight, error) {
	if err := ctx.Err(); err != nil {
		return vision.Sight{}, err
	}
	sight := e.script.Sight(frame.Number)
	sight.At, sight.Clock = frame.At, frame.Clock
	return sight, nil
}

// Close does nothing: an eye that looks at numbers holds nothing.
func (e *Eye) Close() error { return nil }
