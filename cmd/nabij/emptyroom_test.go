package main

import (
	"context"
	"errors"
	"image"
	"math/rand/v2"
	"strings"
	"testing"

	"nabij/vision"
	"nabij/vision/camera"
)

// A camera that goes black or stands still shows no room: a step without a window
// says so, and what to do, instead of measuring what is not there.
func TestNoRoomIsSeenThroughACameraThatShowsNone(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 320, 240))
	r := rand.New(rand.NewPCG(4, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(60 + r.IntN(120))
	}
	for fault, said := range map[string][2]string{
		"black":  {"black", "take the cap off"},
		"frozen": {"shows the same picture again and again", "cable"},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			eyes := &webcam{img: img}
			from, err := camera.Begin(context.Background(), eyes, "3", vision.Size{}, 0, camera.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer from.Close()
			eyes.fault.Store(fault)
			_, err = lookAtEmptyRoom(context.Background(), "3", from)
			var hint interface{ Hint() string }
			if err == nil || !strings.Contains(err.Error(), said[0]) || !errors.As(err, &hint) || !strings.Contains(hint.Hint(), said[1]) {
				t.Errorf("said %v", err)
			}
		})
	}
}
