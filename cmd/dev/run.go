package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// runDemo builds nabij and opens its demo: in a window where there is a
// display, else off screen with a picture and a record left behind.
func runDemo(ctx context.Context, root string, yes bool) error {
	if err := setUp(ctx, false, yes); err != nil {
		return err
	}
	program := filepath.Join(root, ".cache", "bin", "nabij")
	if err := build(ctx, root, program); err != nil {
		return err
	}
	if hasDisplay(runtime.GOOS, os.Getenv) {
		fmt.Println("Opening the demo. Later, start it with:", program, "demo")
		return loud(ctx, program, "demo")
	}
	folder := filepath.Join(root, ".cache", "demo")
	fmt.Println("There is no display here, so the demo runs off screen.")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make the demo's folder: %w", err)
	}
	return loud(ctx, program, "demo", "--offscreen", folder)
}

// build compiles the program to the path given.
func build(ctx context.Context, root, program string) error {
	start := time.Now()
	fmt.Println("Building nabij; the first time, OpenCV's binding takes a few minutes.")
	if err := loud(ctx, "go", "build", "-C", root, "-o", program, "./cmd/nabij"); err != nil {
		return fmt.Errorf("build nabij: %w", err)
	}
	fmt.Printf("Built in %s.\n", rounded(time.Since(start)))
	return nil
}

// hasDisplay tells whether a window can open. On Linux the window speaks X11,
// also under Wayland, where Xwayland sets DISPLAY.
func hasDisplay(goos string, getenv func(string) string) bool {
	return goos == "darwin" || goos == "windows" || getenv("DISPLAY") != ""
}
