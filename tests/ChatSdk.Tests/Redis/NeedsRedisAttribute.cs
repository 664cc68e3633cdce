using ChatSdk.Tests.Requirements;

namespace ChatSdk.Tests.Redis;

internal sealed class NeedsRedisAttribute() : NeedsAttribute("Redis", "redis-server: apt-get install redis-server")
{
    public override bool IsMet => IsOnPath("redis-server");
}
