package session

import (
	"crypto/rand"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// cost is the price of one guess at a passphrase: RFC 9106's second
// recommended choice for Argon2id.
type cost struct {
	Passes    uint32 `json:"passes"`
	MemoryKiB uint32 `json:"memory_kib"`
	Lanes     uint8  `json:"lanes"`
}

var usualCost = cost{Passes: 3, MemoryKiB: 64 << 10, Lanes: 4}

// allowed keeps a forged file from taking all memory or all day.
func (c cost) allowed() bool {
	return c.Passes >= 1 && c.Passes <= 32 && c.Lanes >= 1 && c.MemoryKiB >= 8*uint32(c.Lanes) && c.MemoryKiB <= 1<<20
}

// wrapped is a key under a passphrase: Argon2id and XChaCha20-Poly1305.
type wrapped struct {
	Cost cost   `json:"argon2id"`
	Salt []byte `json:"salt"`
	Box  []byte `json:"box"`
}

// wrapPass puts a key under a passphrase; use says what for.
func wrapPass(key Key, passphrase, use string, c cost) wrapped {
	w := wrapped{Cost: c, Salt: make([]byte, 16)}
	rand.Read(w.Salt)
	w.Box = seal(w.derive(passphrase), key[:], use)
	return w
}

// open returns the key, or ErrPassphrase.
func (w wrapped) open(passphrase, use string) (key Key, err error) {
	if !w.Cost.allowed() || len(w.Salt) != 16 {
		return key, fmt.Errorf("%w: its key derivation is out of bounds", ErrDamaged)
	}
	plain, err := unseal(w.derive(passphrase), w.Box, use)
	if err != nil || len(plain) != len(key) {
		return key, ErrPassphrase
	}
	copy(key[:], plain)
	return key, nil
}

func (w wrapped) derive(passphrase string) []byte {
	return argon2.IDKey([]byte(passphrase), w.Salt, w.Cost.Passes, w.Cost.MemoryKiB, w.Cost.Lanes, chacha20poly1305.KeySize)
}

// seal encrypts with XChaCha20-Poly1305 under a random nonce, which it puts
// in front; use is bound to the box.
func seal(key, plain []byte, use string) []byte {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // the key's length is a constant
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	rand.Read(nonce)
	return aead.Seal(nonce, nonce, plain, []byte(use))
}

func unseal(key, box []byte, use string) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err)
	}
	if len(box) < aead.NonceSize() {
		return nil, errors.New("a box ends too early")
	}
	return aead.Open(nil, box[:aead.NonceSize()], box[aead.NonceSize():], []byte(use))
}
