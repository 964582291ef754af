package opencv

import (
	"context"
	"testing"
)

// TestClipTakesMemoryOnce reads a clip: from the second picture on, each lies
// where the one before lay; two that are open at once never do.
func TestClipTakesMemoryOnce(t *testing.T) {
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	at := func(p *Picture) *uint8 {
		pixels, err := p.mat.DataPtrUint8()
		if err != nil {
			t.Fatal(err)
		}
		return &pixels[0]
	}
	read := func() *Picture {
		frame, err := clip.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return frame.Picture.(*Picture)
	}
	first := read()
	place := at(first)
	for range 10 {
		first.Close()
		first.Close() // twice is once
		if first = read(); at(first) != place {
			t.Fatal("a picture lies elsewhere")
		}
	}
	grey := first.Grey(16, 12, nil)
	second := read()
	if at(second) == place {
		t.Error("two open pictures share their memory")
	}
	if again := first.Grey(16, 12, nil); string(again) != string(grey) {
		t.Error("an open picture changed")
	}
	clip.Close()
	if first.Size().Empty() || first.Grey(16, 12, nil)[0] != grey[0] {
		t.Error("an open picture went with its clip")
	}
	first.Close()
	second.Close()
}
