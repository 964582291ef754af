package opencv

import (
	"errors"
	"image"
	"image/draw"
	_ "image/jpeg"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// sample reads a picture of OpenCV's own chessboard.
func sample(t *testing.T, path string) *image.RGBA {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	decoded, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(decoded.Bounds())
	draw.Draw(img, img.Rect, decoded, image.Point{}, draw.Src)
	return img
}

func sampleBoards(t *testing.T, most int) calibrate.Boards {
	t.Helper()
	paths, err := filepath.Glob("testdata/chessboard/left*.jpg")
	if err != nil || len(paths) != 13 {
		t.Fatalf("%d pictures (%v), want 13", len(paths), err)
	}
	boards := calibrate.Boards{Size: vision.Size{Width: 640, Height: 480}, Columns: 9, Rows: 6}
	for _, path := range paths[:most] {
		corners, err := FindChessboard(sample(t, path), 9, 6)
		if err != nil {
			t.Fatal(err)
		}
		if corners == nil {
			t.Errorf("%s: no chessboard was found", path)
		}
		boards.Add(corners)
	}
	return boards
}

// OpenCV's own samples, with its own answer.
func TestLensFromChessboard(t *testing.T) {
	found, err := LensFromChessboard(sampleBoards(t, 13))
	if err != nil {
		t.Fatal(err)
	}
	const focal = 535.916
	t.Logf("focal %.2f, %.2f px, want %.2f; sure to %.2f %%, corners %.2f px off", found.Lens.FX, found.Lens.FY, focal, 100*found.FocalSigma, found.RMSPx)
	if math.Abs(found.Lens.FX/focal-1) > 0.01 || math.Abs(found.Lens.FY/focal-1) > 0.01 {
		t.Errorf("focal length %.2f, %.2f px, want %.2f to 1 %%", found.Lens.FX, found.Lens.FY, focal)
	}
	if math.Hypot(found.Lens.CX-342.28, found.Lens.CY-235.57) > 3 {
		t.Errorf("centre %.1f, %.1f", found.Lens.CX, found.Lens.CY)
	}
}

func TestChessboardRefused(t *testing.T) {
	var refused *floor.Error
	for _, most := range []int{0, 3} {
		if _, err := LensFromChessboard(sampleBoards(t, most)); !errors.As(err, &refused) || refused.Fault != floor.TooFew || refused.Hint() == "" {
			t.Errorf("%d views: got %v", most, err)
		}
	}
	wrong := sampleBoards(t, 8)
	for _, v := range wrong.Views { // a board that bends
		for i := range v {
			v[i].U += 4 * math.Sin(float64(i))
		}
	}
	if _, err := LensFromChessboard(wrong); !errors.As(err, &refused) || refused.Hint() == "" {
		t.Errorf("a bent board: got %v", err)
	}
	blank := image.NewRGBA(image.Rect(0, 0, 640, 480))
	if corners, err := FindChessboard(blank, 9, 6); corners != nil || err != nil {
		t.Errorf("a black picture: %d corners, %v", len(corners), err)
	}
	if _, err := FindChessboard(blank, 1, 6); err == nil || !strings.Contains(err.Error(), "3 to 30") {
		t.Errorf("a board of one column: %v", err)
	}
}
