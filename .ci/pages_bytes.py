"""What pages weigh when a browser loads them, by kind of file: the figures before and after a change.

    python3 .ci/pages_bytes.py public /en/ /en/economy/oil-price-cap/

Bytes as they came over the wire (compressed, with headers), in kB of 1,000 bytes: at once, and after the reader has
scrolled to the end of the page, since pictures further down wait until they are near.
"""

import collections
import shutil
import sys

from playwright.sync_api import sync_playwright

from host import serve

VIEWPORTS = {"phone 412×823 @1.75": (412, 823, 1.75), "desk 1440×900 @1": (1440, 900, 1)}
KINDS = ["Document", "Stylesheet", "Font", "Script", "Image", "Other"]


def load(browser, url, viewport):
    """Bytes by kind at once and after scrolling, and the pictures with their bytes."""
    width, height, ratio = viewport
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=ratio, is_mobile=width < 1000
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds, bytes_of = {}, {}

    def response(event):
        kinds[event["requestId"]] = (event["type"], event["response"]["url"])

    def finished(event):
        bytes_of[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.responseReceived", response)
    session.on("Network.loadingFinished", finished)

    def weigh():
        weight = collections.Counter()
        for request, size in bytes_of.items():
            kind = kinds[request][0]
            weight[kind if kind in KINDS else "Other"] += size
        return weight

    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(300)
    first = weigh()
    for _ in range(60):
        page.mouse.wheel(0, height)
        page.wait_for_timeout(60)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    pictures = [(size, kinds[request][1]) for request, size in bytes_of.items() if kinds[request][0] == "Image"]
    pictures.sort(reverse=True)
    context.close()
    return first, weigh(), pictures


def main(folder, pages):
    base = serve(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print(f"{'kB':<32}{'':>20}" + "".join(f"{kind.lower():>12}" for kind in KINDS) + f"{'all':>12}")
        for page in pages:
            for name, viewport in VIEWPORTS.items():
                first, whole, pictures = load(browser, base + page, viewport)
                for when, weight in (("at once", first), ("scrolled", whole)):
                    row = "".join(f"{weight[kind] / 1000:>12.1f}" for kind in KINDS)
                    print(f"{page[-31:]:<32}{name.split()[0] + ', ' + when:>20}{row}{sum(weight.values()) / 1000:>12.1f}")
                for size, url in pictures[:3]:
                    print(f"{'':<32}{size / 1000:>10.1f}  {url.removeprefix(base)}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or ["/en/"])
