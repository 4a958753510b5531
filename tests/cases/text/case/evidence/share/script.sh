#!/bin/sh
# author: A. Swinkels
for f in *.hl7; do mv "$f" /in; done
