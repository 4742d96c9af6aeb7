/** The merchant's logo in a box of fixed size, so that nothing moves when it arrives; the name where there is none. */
export function BrandMark({ name, logoUrl }: { name: string; logoUrl: string | null }) {
  if (logoUrl === null) return <span className="text-lg font-bold">{name}</span>;
  return (
    <img
      src={logoUrl}
      alt={name}
      width="176"
      height="40"
      fetchPriority="low"
      className="h-10 w-44 object-contain object-left"
    />
  );
}
