-- For wrk: sends GET, or POST with a body of 16 KiB if its first argument says so, and prints what came of it as JSON.
function init(args)
	if args[1] == "POST" then
		wrk.method = "POST"
		wrk.body = string.rep("x", 16384)
	end
end

function done(summary)
	local errors = summary.errors
	io.write(string.format('{"requests":%d,"bytes":%d,"failures":%d}\n', summary.requests, summary.bytes,
		errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
