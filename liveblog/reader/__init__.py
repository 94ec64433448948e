"""The reader's pages: public, complete without scripts, cacheable for everybody."""
