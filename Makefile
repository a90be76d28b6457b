# VisionCRM. `make help` lists the targets.
#
# One makefile, no recursion. Four builds of the same sources, each with its objects in build/<variant>/:
#   release  build/visioncrm        what is installed
#   test     build/test/visioncrm   with fault points, for the tests
#   san      build/san/visioncrm    the same under AddressSanitizer and UndefinedBehaviorSanitizer
#   clang    build/clang/visioncrm  the other compiler
# and a fifth, fuzz, for the libFuzzer harnesses of tests/fuzz. Generated sources lie in build/gen/.

VARIANT ?= test
PREFIX ?= /usr/local
DESTDIR ?=
CC = gcc
CLANG ?= clang
WERROR ?=
FUZZ_SECONDS ?= 10

GEN = build/gen
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes \
    -Wformat=2 -Wvla -Wundef -Wwrite-strings -Wcast-align -Wimplicit-fallthrough -Wswitch-enum -fno-common
POPPLER := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I poppler-glib 2> /dev/null))
# Debian 12 calls it lept, Debian 13 leptonica.
LEPTONICA := $(or $(filter -llept%,$(shell pkg-config --libs-only-l lept 2> /dev/null)),-llept)
SYSTEM = -isystem /usr/include/harfbuzz -isystem /usr/include/fribidi $(POPPLER)
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -g -fstack-protector-strong $(WARNINGS) -Ilib -I. -I$(GEN) $(SYSTEM) -include base/banned.h -MMD -MP
LDLIBS = -Wl,--as-needed -lfcgi -lcurl -ljson-c -lsqlite3 -lcrypto -lhpdf -lqpdf -lpng -lxlsxwriter -lharfbuzz -lfribidi -lthai -lexpat -lunistring -lidn2 -lseccomp \
    -ltesseract $(LEPTONICA) -lgomp -lpoppler-glib -lgobject-2.0 -lglib-2.0 -lcairo -lm
LDLIBS_UNIT = -lcheck -lsubunit -lrt -lpthread -lm
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# gcc 12 sees a null format in any inlined vsnprintf once UBSan has added its own test for one: -Wno-format-truncation.
CC_release = $(CC)
CFLAGS_release = -O2 -D_FORTIFY_SOURCE=3 -fPIE $(WERROR)
LDFLAGS_release = -pie -Wl,-z,relro,-z,now
CC_test = $(CC)
CFLAGS_test = -O1 -DVISIONCRM_FAULTPOINTS -Werror
CC_san = $(CC)
CFLAGS_san = -O1 -DVISIONCRM_FAULTPOINTS -Werror -Wno-format-truncation $(SANITIZE)
LDFLAGS_san = $(SANITIZE)
CC_clang = $(CLANG)
CFLAGS_clang = -O1 -DVISIONCRM_FAULTPOINTS -Werror
CC_fuzz = $(CLANG)
CFLAGS_fuzz = -O1 -DVISIONCRM_FAULTPOINTS -Werror $(SANITIZE) -fsanitize=fuzzer-no-link
LDFLAGS_fuzz = $(SANITIZE) -fsanitize=fuzzer
VARIANTS = release test san clang fuzz

GEN_SQL = $(GEN)/sql_catalogue.c $(GEN)/sql_catalogue.h
GEN_SCHEMA = $(GEN)/sql_schema.c
GEN_FONTS = $(GEN)/fonts.c $(GEN)/fonts.h
GEN_PASSWORDS = $(GEN)/common_passwords.h
GEN_ICC = $(GEN)/srgb_icc.h
GEN_VERSION = $(GEN)/product_version.h
GEN_HEADERS = $(filter %.h,$(GEN_SQL) $(GEN_FONTS) $(GEN_PASSWORDS) $(GEN_ICC)) $(GEN_VERSION)

LIB = $(sort $(wildcard lib/*/*.c lib/*/*/*.c fcgi/*.c fcgi/*/*.c)) $(filter %.c,$(GEN_SQL) $(GEN_SCHEMA) $(GEN_FONTS))
CLI = $(sort $(wildcard cli/*.c))
UNIT = $(sort $(wildcard tests/unit/*.c))
FUZZ = $(sort $(wildcard tests/fuzz/*.c))
C_FOLDERS = lib/* lib/*/* fcgi fcgi/* cli tests/unit tests/fuzz tests/support
TIDY_FLAGS = -std=c11 -D_GNU_SOURCE -DVISIONCRM_FAULTPOINTS -Ilib -I. -I$(GEN) $(SYSTEM) -include base/banned.h

# V=1 shows whole commands.
Q = $(if $(V),,@)
SAY = @$(if $(V),:,echo " ")

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.PHONY: build run check clang bench speed floors libraries fuzz install lint help clean unit FORCE

build: build/visioncrm build/layers.ok build/web/index.html ## build the program and its front end (default)

# The front end: bundled by esbuild out of web/src and web/vendor, without Node or network.
build/web/index.html: build/visioncrm scripts/build_web.sh scripts/web_index.py scripts/web_permissions.py \
    $(shell find web -name node_modules -prune -o -type f -print)
	scripts/build_web.sh build/web build/visioncrm

# Objects and programs of one variant: $(1) its name, $(2) where its program goes.
define variant_rules
build/$(1)/gen/%.o: $$(GEN)/%.c $$(filter-out $$(GEN_VERSION),$$(GEN_HEADERS)) Makefile
	@mkdir -p $$(@D)
	$$(SAY) CC $$@
	$$(Q)$$(CC_$(1)) $$(CFLAGS_ALL) $$(CFLAGS_$(1)) -c -o $$@ $$<
build/$(1)/%.o: %.c Makefile | $$(GEN_HEADERS)
	@mkdir -p $$(@D)
	$$(SAY) CC $$@
	$$(Q)$$(CC_$(1)) $$(CFLAGS_ALL) $$(CFLAGS_$(1)) -c -o $$@ $$<
$(2): $$(patsubst %.c,build/$(1)/%.o,$$(LIB:$$(GEN)/%=gen/%) $$(CLI))
	$$(SAY) LD $$@
	$$(Q)$$(CC_$(1)) $$(LDFLAGS_$(1)) -o $$@ $$^ $$(LDLIBS)
build/$(1)/unit: $$(patsubst %.c,build/$(1)/%.o,$$(LIB:$$(GEN)/%=gen/%) $$(UNIT))
	$$(SAY) LD $$@
	$$(Q)$$(CC_$(1)) $$(LDFLAGS_$(1)) -o $$@ $$^ $$(LDLIBS) $$(LDLIBS_UNIT)
build/$(1)/tests/unit/main.o: $$(GEN)/unit_suites.h
endef
$(foreach v,$(filter-out release,$(VARIANTS)),$(eval $(call variant_rules,$(v),build/$(v)/visioncrm)))
$(eval $(call variant_rules,release,build/visioncrm))

# Each generator may leave an unchanged file alone; the stamp says that it ran.
$(GEN)/sql.stamp: scripts/gen_sql.sh $(shell find sql -name '*.sql' -o -type d)
	@mkdir -p $(GEN)
	scripts/gen_sql.sh $(GEN)
	@touch $@
$(GEN)/schema.stamp: scripts/gen_schema.py $(wildcard sql/tenant/*.sql) sql/tenant
	@mkdir -p $(GEN)
	scripts/gen_schema.py $(GEN)
	@touch $@
$(GEN)/fonts.stamp: scripts/gen_fonts.sh
	@mkdir -p $(GEN)
	scripts/gen_fonts.sh $(GEN)
	@touch $@
$(GEN)/passwords.stamp: scripts/gen_passwords.sh lib/auth/common_passwords.txt
	@mkdir -p $(GEN)
	scripts/gen_passwords.sh $(GEN)
	@touch $@
$(GEN)/icc.stamp: scripts/gen_icc.sh
	@mkdir -p $(GEN)
	scripts/gen_icc.sh $(GEN)
	@touch $@
$(GEN_SQL): $(GEN)/sql.stamp ; @:
$(GEN_SCHEMA): $(GEN)/schema.stamp ; @:
$(GEN_FONTS): $(GEN)/fonts.stamp ; @:
$(GEN_PASSWORDS): $(GEN)/passwords.stamp ; @:
$(GEN_ICC): $(GEN)/icc.stamp ; @:

# Asked for at each build, changed only with the commit.
$(GEN_VERSION): FORCE
	@mkdir -p $(GEN)
	@scripts/gen_version.sh > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# One line for each tests/unit/test_<module>.c.
$(GEN)/unit_suites.h: FORCE
	@mkdir -p $(GEN)
	@scripts/gen_unit_suites.sh tests/unit > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# The other compiler's opinion of what it does not compile for the fuzzers anyway.
clang: $(patsubst %.c,build/clang/%.o,$(CLI))

build/fuzz/bin/%: build/fuzz/tests/fuzz/%.o $(patsubst %.c,build/fuzz/%.o,$(LIB:$(GEN)/%=gen/%))
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC_fuzz) $(LDFLAGS_fuzz) -o $@ $^ $(LDLIBS)

unit: build/$(VARIANT)/unit ## run the unit tests (VARIANT=test or san)
	build/$(VARIANT)/unit

fuzz: $(patsubst tests/fuzz/%.c,build/fuzz/bin/%,$(FUZZ)) ## run each fuzzer for FUZZ_SECONDS (10)
	scripts/fuzz.sh $(FUZZ_SECONDS) $(patsubst tests/fuzz/%.c,%,$(FUZZ))

run: ## install what is missing, build, and serve in the foreground
	scripts/run.sh

check: ## install what is missing, build, and run every test (PARTS="api lint": only those)
	scripts/check.sh $(PARTS)

# clang-tidy on one file; repeated when the file or a header of it changed, which its object file knows.
build/lint/%.ok: build/test/%.o .clang-tidy
	@mkdir -p $(@D)
	@echo "clang-tidy $*.c"
	@clang-tidy --quiet $*.c -- $(TIDY_FLAGS) > $@.log 2>&1 || { cat $@.log; exit 1; }
	@touch $@

# Who may include whom, and where SQL stands; repeated when any source changed, came or went.
build/layers.ok: scripts/check_layers.sh $(shell find lib fcgi cli -name '*.[ch]' -o -type d) $(wildcard sql/*/queries/*.sql)
	@mkdir -p $(@D)
	scripts/check_layers.sh
	@touch $@

lint: build/layers.ok $(patsubst %.c,build/lint/%.ok,$(filter-out $(GEN)/%,$(LIB)) $(CLI) $(UNIT)) ## format, static analysis, layers
	@echo "clang-format"
	@clang-format --dry-run -Werror $(wildcard $(addsuffix /*.[ch],$(C_FOLDERS)))
	shellcheck -x $(wildcard scripts/*.sh .ci/run tests/*/*.sh)

bench: build/visioncrm ## measure (see tests/bench)
	tests/bench/run.sh

speed: build ## measure the front end in Chromium against its budgets (STRICT=1: what is over fails)
	scripts/check_web.sh tools
	VISIONCRM_BIN=build/visioncrm /usr/bin/python3 tests/web/run.py --web build/web --speed $(if $(STRICT),--strict)

# What bench compares with.
floors: build/visioncrm
	tests/bench/run.sh --floors

libraries:
	@echo $(LDLIBS)

install: build/visioncrm build/web/index.html ## install under PREFIX (/usr/local), DESTDIR honoured
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/visioncrm/nginx
	install -m 755 build/visioncrm $(DESTDIR)$(PREFIX)/bin/visioncrm
	cp -r nginx/. $(DESTDIR)$(PREFIX)/share/visioncrm/nginx/
	scripts/install_web.sh $(DESTDIR)$(PREFIX)/share/visioncrm/web
	for file in visioncrm.service visioncrm-nginx.service visioncrm.cron visioncrm.logrotate; do \
		sed 's|/usr/local/|$(PREFIX)/|g' scripts/$$file > $(DESTDIR)$(PREFIX)/share/visioncrm/$$file || exit 1; \
	done
	chmod -R a+rX $(DESTDIR)$(PREFIX)/share/visioncrm

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

clean: ## remove what was built (data in var/ stays)
	rm -rf build

-include $(foreach v,$(VARIANTS),$(patsubst %.c,build/$(v)/%.d,$(LIB:$(GEN)/%=gen/%) $(CLI) $(UNIT) $(FUZZ)))
