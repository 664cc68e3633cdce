#if !NET9_0_OR_GREATER
namespace System.Runtime.CompilerServices;

/// <summary>Ranks overloads for the compiler, which knows the attribute by its name. The platform has it from .NET 9 on.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
internal sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute
{
    /// <summary>Gets the rank; 0 where there is no attribute.</summary>
    public int Priority { get; } = priority;
}
#endif
