package opencv

import (
	"bytes"
	"context"
	"testing"

	"nabij/vision"
)

// somebody is a finder that sees a body in a box up to a frame.
type somebody struct {
	box   vision.Box
	until int
}

func (s somebody) Look(_ context.Context, frame vision.Frame, _ vision.Expect) (vision.Sight, error) {
	if frame.Number > s.until {
		return vision.Sight{}, nil
	}
	return vision.Sight{Bodies: []vision.Body{{Box: s.box}}}, nil
}

func see(t *testing.T, finder Finder) *EmptyRoom {
	t.Helper()
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	room, err := SeeEmptyRoom(context.Background(), clip, finder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { room.Close() })
	return room
}

func TestEmptyRoomWaitsUntilPeopleMove(t *testing.T) {
	box := vision.Box{Left: 100, Top: 100, Width: 50, Height: 100}
	if room := see(t, somebody{box, 0}); room.Frames() != emptyFrames || room.Seen() != 1 {
		t.Errorf("nobody there: %d frames, %v seen", room.Frames(), room.Seen())
	}
	if room := see(t, somebody{box, 60}); room.Seen() != 1 || room.Frames() != 10 {
		t.Errorf("somebody who goes: %d frames, %v seen", room.Frames(), room.Seen())
	}
	room := see(t, somebody{box, 1000})
	// The box has grown by 15 px to every side; OpenCV draws the last px too.
	want := 1 - 81*131/(640.0*480)
	if got := room.Seen(); got < want-1e-6 || got > want+0.001 {
		t.Errorf("somebody who stays: %v seen, want %v", got, want)
	}
	img, err := room.Picture()
	if err != nil {
		t.Fatal(err)
	}
	if img.RGBAAt(125, 150).A != 0 || img.RGBAAt(70, 150).A != 255 {
		t.Error("what somebody hides is not left out")
	}
}

func TestEmptyRoomIsTheMean(t *testing.T) {
	size := vision.Size{Width: 2, Height: 1}
	room := NewEmptyRoom(size)
	defer room.Close()
	for i, bgr := range [][]byte{{10, 20, 30, 100, 100, 100}, {20, 40, 60, 100, 100, 103}} {
		picture, err := NewPicture(size, bgr)
		if err != nil {
			t.Fatal(err)
		}
		if err := room.Add(vision.Frame{Number: i + 1, Picture: picture}, nil); err != nil {
			t.Fatal(err)
		}
		picture.Close()
	}
	img, err := room.Picture()
	if err != nil {
		t.Fatal(err)
	}
	if want := []byte{45, 30, 15, 255, 102, 100, 100, 255}; !bytes.Equal(img.Pix, want) {
		t.Errorf("got %v, want %v", img.Pix, want)
	}
	picture, _ := NewPicture(vision.Size{Width: 1, Height: 2}, make([]byte, 6))
	defer picture.Close()
	if err := room.Add(vision.Frame{Number: 3, Picture: picture}, nil); err == nil {
		t.Error("took a picture of another size")
	}
}
